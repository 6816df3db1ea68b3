import { ShimError } from './errors.ts'

/** How long things may take, in milliseconds. */
export interface Deadlines {
  /** Handlers and routes of events that take XML. Default 9500: Vobiz waits ten seconds. */
  readonly replyMs?: number
  /** Those of events that are only acknowledged. Default 2500: Vobiz waits three seconds. */
  readonly ackMs?: number
  /** From the headers of a request to the last byte of its body. Default 5000: callbacks have a few kB. */
  readonly bodyMs?: number
  /** One operation of the store. Default 1000; after one that fails, the store is left alone for a second. */
  readonly storeMs?: number
}

/** Longer ones would end at once: timers of Node have 31 bits. */
const LONGEST_MS = 2_147_483_647

/** The deadlines with their defaults; a wrong one throws `bad-option`. */
export function toDeadlines({
  replyMs = 9500,
  ackMs = 2500,
  bodyMs = 5000,
  storeMs = 1000,
}: Deadlines = {}): Required<Deadlines> {
  const all = { replyMs, ackMs, bodyMs, storeMs }
  for (const [name, value] of Object.entries(all)) {
    if (Number.isInteger(value) && value >= 1 && value <= LONGEST_MS) continue
    throw new ShimError('bad-option', `deadlines.${name} is ${value}; expected whole milliseconds above 0`)
  }
  return all
}

/** Waits for a result as long as it may take; rejects with what `toError` makes when it takes longer. */
export async function within<T>(result: Promise<T>, ms: number, toError: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    // A process that was busy sees the time first and what has come in next, so it looks at that before it gives up.
    timer = setTimeout(() => setImmediate(() => reject(toError())), ms)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}
