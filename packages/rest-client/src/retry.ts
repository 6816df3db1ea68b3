import { setTimeout as sleep } from 'node:timers/promises'
import type { Repeat } from '@plivo-to-vobiz/mappings/rest'
import type { Answer } from './answer.ts'
import { AbortedError, NetworkError, PlivoRestError, RateLimitError, ResourceNotFoundError } from './errors.ts'

/** When and how often a request is sent again. */
export interface RetryPlan {
  readonly repeat: Repeat
  /** Repeats after a failure. */
  readonly retries: number
  /** Repeats after a 429, where nothing was done. */
  readonly rateLimitRetries: number
  /** First pause in milliseconds; doubles each time, with jitter. */
  readonly delay: number
  /** Longest `Retry-After` in milliseconds that is waited for. */
  readonly longestWait: number
  /** Repeat calls, purchases and transfers even when the first try may have worked. */
  readonly retryUncertain: boolean
  readonly signal: AbortSignal | undefined
  /** Told of each 429 and the seconds it will wait. */
  readonly onRateLimit?: ((seconds: number) => void) | undefined
  readonly random: () => number
}

interface Tries {
  failures: number
  rateLimits: number
  uncertain: boolean
}

/** Milliseconds to wait before the next try; `undefined` = give up. */
function toPause(error: unknown, tries: Tries, plan: RetryPlan): number | undefined {
  if (error instanceof RateLimitError) {
    const asked = error.retryAfter ?? (plan.delay / 1000) * 2 ** tries.rateLimits
    // A little later than asked, each at its own time: requests refused together must not come back together.
    const seconds = asked * (1 + plan.random() / 4)
    if (tries.rateLimits++ >= plan.rateLimitRetries || asked * 1000 > plan.longestWait) return undefined
    plan.onRateLimit?.(asked)
    return seconds * 1000
  }
  if (!(error instanceof PlivoRestError) || error instanceof AbortedError) return undefined
  const safe = error.outcome === 'unknown' ? plan.repeat !== 'never' || plan.retryUncertain : isUnsent(error)
  if (!safe || tries.failures++ >= plan.retries) return undefined
  tries.uncertain ||= error.outcome === 'unknown'
  return plan.delay * 2 ** (tries.failures - 1) * (0.5 + plan.random() / 2)
}

const isUnsent = (error: PlivoRestError): boolean => error instanceof NetworkError && error.outcome === 'not-sent'

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal })
  } catch (cause) {
    throw new AbortedError('Aborted between two tries.', { code: 'aborted', outcome: 'not-sent', cause })
  }
}

/** Runs `attempt` until it succeeds or the plan says stop. */
export async function withRetries(attempt: () => Promise<Answer>, plan: RetryPlan): Promise<Answer> {
  const tries: Tries = { failures: 0, rateLimits: 0, uncertain: false }
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      // The first try did end it, and only its answer was lost.
      if (error instanceof ResourceNotFoundError && plan.repeat === 'ends' && tries.uncertain)
        return { status: 204, statusText: '', headers: new Headers(), body: undefined }
      const milliseconds = toPause(error, tries, plan)
      if (milliseconds === undefined) throw error
      await pause(milliseconds, plan.signal)
    }
  }
}
