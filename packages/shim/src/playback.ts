import { DEADLINES } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call } from './call.ts'
import { toDeadlines } from './deadlines.ts'
import { ShimError } from './errors.ts'
import type { ShimEvent } from './events.ts'
import type { Reply } from './incoming.ts'
import type { GuardOptions } from './options.ts'
import { type Claim, createReplyMemory } from './replies.ts'
import { about } from './report.ts'
import { ACKNOWLEDGED } from './respond.ts'
import type { Store } from './store.ts'

/** What tells two deliveries of one thing apart, or does not. */
export interface DeliveryKeys {
  /** The same for every delivery with this nonce. */
  readonly replyKey: string | undefined
  /** The same for every delivery of this event of this call. */
  readonly onceKey: string | undefined
}

/** An event that is acknowledged once needs no memory of its single deliveries: all of them get the same. */
export const toKeys = (replyKey: string | undefined, onceKey: string | undefined, expectsXml: boolean): DeliveryKeys =>
  onceKey === undefined || expectsXml ? { replyKey, onceKey } : { replyKey: undefined, onceKey }

/** Gives the stored reply to what came before, and handles the rest. */
export type Playback = (call: Call, keys: DeliveryKeys, handle: () => Promise<Reply>) => Promise<Reply>

interface PlaybackOptions {
  readonly store: Store
  readonly options: GuardOptions
  readonly report: (event: ShimEvent) => void
  /** How long handling may take at most, in milliseconds. Default: as long as a platform waits, and a bit. */
  readonly runningMs?: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Prepares the memory that makes each delivery count once. A handler that fails gives both of its claims back, so that
 * the platform's next attempt is handled.
 */
export function createPlayback({ store, options, report, runningMs }: PlaybackOptions): Playback {
  const { replyMs } = toDeadlines(options.deadlines)
  const memory = createReplyMemory(store, runningMs ?? 2 * Math.max(replyMs, DEADLINES.answerMs))
  const { rememberMs = HOUR_MS } = options
  if (!Number.isInteger(rememberMs) || rememberMs < 1) {
    throw new ShimError('bad-option', `rememberMs is ${rememberMs}; expected a whole number above 0`)
  }

  return async (call, { replyKey, onceKey }, handle) => {
    const claims: [Claim, number][] = []
    const settle = async (each: (claim: Claim, ttlMs: number) => Promise<void>): Promise<void> => {
      await Promise.all(claims.map(([claim, ttlMs]) => each(claim, ttlMs))).catch((error: unknown) =>
        report({ name: 'store.failed', error, ...about(call) }),
      )
    }
    const keep = async (reply: Reply): Promise<Reply> => {
      await settle((claim, ttlMs) => claim.keep(reply, ttlMs))
      return reply
    }

    if (replyKey !== undefined) {
      const taken = await memory.take(replyKey, { wait: true })
      if ('running' in taken) throw new ShimError('still-running')
      if ('reply' in taken) {
        report({ name: 'delivery.repeated', by: 'nonce', ...about(call) })
        return taken.reply
      }
      claims.push([taken.claim, rememberMs])
    }
    if (onceKey !== undefined) {
      // A second delivery is not kept waiting: only the first one's failure is tried again.
      const taken = await memory.take(onceKey, { wait: false })
      if (!('claim' in taken)) {
        report({ name: 'delivery.repeated', by: 'call', ...about(call) })
        return keep(ACKNOWLEDGED)
      }
      claims.push([taken.claim, DAY_MS])
    }
    try {
      return await keep(await handle())
    } catch (error) {
      await settle((claim) => claim.release())
      throw error
    }
  }
}
