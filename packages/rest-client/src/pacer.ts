import { setTimeout as sleep } from 'node:timers/promises'
import { AbortedError } from './errors.ts'

/** Spaces requests evenly. Share one between clients of the same account; it does not reach other processes. */
export interface Pacer {
  /** Resolves when it is this request's turn; rejects as soon as the signal fires. */
  take(signal?: AbortSignal): Promise<void>
  /** Nothing goes out for so many seconds: the service asked for it. */
  hold(seconds: number): void
}

/** How fast. */
export interface PacerOptions {
  /** Requests per second; 0.5 is one every two seconds. */
  readonly callsPerSecond: number
}

/** A turn that nobody waits for any more is lost; the queue behind it moves on all the same. */
async function unlessAborted(waiting: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return void (await waiting)
  const listening = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void =>
      reject(new AbortedError('Aborted while waiting for a turn.', { code: 'aborted', outcome: 'not-sent' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { signal: listening.signal })
  })
  try {
    await Promise.race([waiting, aborted])
  } finally {
    listening.abort()
  }
}

/**
 * Makes a pacer for an account's calls per second. Plivo queues what is over the limit, Vobiz refuses it with a 429:
 * an application that leaned on the queue needs one.
 *
 * @example
 * const pacer = createPacer({ callsPerSecond: 5 })
 * const client = new Client(id, token, { pacer })
 */
export function createPacer({ callsPerSecond }: PacerOptions): Pacer {
  if (!(callsPerSecond > 0) || !Number.isFinite(callsPerSecond))
    throw new RangeError(`callsPerSecond is ${callsPerSecond}; expected a number above 0, such as 5.`)
  const open = async (): Promise<() => Promise<undefined>> => {
    const { default: pThrottle } = await import('p-throttle')
    // One per interval rather than n per second: a window that opens with a burst is over the limit of the next one.
    return pThrottle({ limit: 1, interval: 1000 / callsPerSecond })(async () => undefined)
  }
  let opened: ReturnType<typeof open> | undefined
  const turn = async (): Promise<void> => {
    opened ??= open()
    await (await opened)()
  }
  let heldUntil = 0
  return {
    async take(signal) {
      await unlessAborted(turn(), signal)
      // Whoever waited out a hold queues again, or all of them would go at once.
      for (let left = heldUntil - Date.now(); left > 0; left = heldUntil - Date.now()) {
        await unlessAborted(sleep(left), signal)
        await unlessAborted(turn(), signal)
      }
    },
    hold(seconds) {
      heldUntil = Math.max(heldUntil, Date.now() + seconds * 1000)
    },
  }
}
