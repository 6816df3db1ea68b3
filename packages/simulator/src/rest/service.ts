import { randomUUID } from 'node:crypto'
import { REST_LIMITS, type RestLimitsRow } from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'
import type { AccountOptions } from './account.ts'
import { answerAction } from './answer-action.ts'
import { answerPlacing } from './answer-placing.ts'
import type { PlacedCall } from './placed-call.ts'
import { createRateLimit, type Rate } from './rate.ts'
import { refuse } from './refuse.ts'
import { listServiceRoutes, matchRoutes } from './routes.ts'
import { API_ID, type RestReply, type Seen } from './wire.ts'

/** The REST API of one provider, without a socket. */
export interface RestService {
  readonly provider: CallProvider
  readonly calls: readonly PlacedCall[]
  /** Answers what the real service refuses before looking at the body; nothing when it is let through. */
  readonly refuse: (seen: Seen) => RestReply | undefined
  readonly answer: (seen: Seen) => RestReply
}

/** The API of one provider, built from the route rows. */
export function createRestService(provider: CallProvider, account: AccountOptions): RestService {
  const routes = listServiceRoutes(provider)
  const limits = (REST_LIMITS as readonly RestLimitsRow[]).find((row) => row.provider === provider)
  const rate = toRate(account.rate, limits)
  const takesCall = createRateLimit(rate)
  const takesRequest = createRateLimit(toRequestRate(account.rate, limits))
  const calls: PlacedCall[] = []
  const { createUuid = () => randomUUID() } = account
  return {
    provider,
    calls,
    refuse: (seen) =>
      refuse(provider, seen, { routes, credentials: account }) ?? (takesRequest() ? undefined : TOO_MANY_REQUESTS),
    answer: (seen) => {
      const [route] = matchRoutes(routes, seen)
      if (route?.id === 'calls.create') {
        const add = (call: PlacedCall): void => void calls.push(call)
        return answerPlacing(provider, seen, {
          account,
          createUuid,
          takesCall,
          add,
          ...(rate && { window: rate.window }),
        })
      }
      return answerAction(provider, seen, { calls, plays: account.play !== undefined, id: route?.id ?? '' })
    },
  }
}

/** A provider that queues calls over its rate never refuses one. */
function toRate(given: AccountOptions['rate'], limits: RestLimitsRow | undefined): Rate | undefined {
  if (given === 'none' || limits === undefined) return undefined
  if (given !== undefined) return given
  return limits.excess === 'queued' ? undefined : { calls: limits.callsPerSecond, window: 1000 }
}

function toRequestRate(given: AccountOptions['rate'], limits: RestLimitsRow | undefined): Rate | undefined {
  const requests = limits?.requests
  return given === 'none' || requests === undefined ? undefined : { calls: requests.count, window: requests.windowMs }
}

const TOO_MANY_REQUESTS: RestReply = { status: 429, body: { api_id: API_ID, error: 'too many requests' } }
