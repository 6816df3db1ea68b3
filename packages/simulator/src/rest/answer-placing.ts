import { REST_LIMITS, type RestLimitsRow } from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'
import type { AccountOptions } from './account.ts'
import { type PlacedCall, placeCall } from './placed-call.ts'
import { API_ID, type RestReply, readFields, type Seen, textOf } from './wire.ts'

interface Placing {
  readonly account: AccountOptions
  readonly createUuid: (to: string) => string
  readonly takesCall: () => boolean
  /** Milliseconds of the window that calls are counted in; default one second. */
  readonly window?: number
  readonly add: (call: PlacedCall) => void
}

/** Answers a make-call request: refuses a bad one and one over the rate, places all others. */
export function answerPlacing(provider: CallProvider, seen: Seen, placing: Placing): RestReply {
  const fields = readFields(seen)
  const destinations = textOf(fields, 'to').split('<').filter(Boolean)
  const problem = findProblem(provider, fields, destinations)
  if (problem !== undefined) return { status: 400, body: { api_id: API_ID, error: problem } }
  if (!placing.takesCall()) return toOverRate(placing.window)
  const { script = {}, play } = placing.account
  const made = destinations.map((to) => {
    const call = placeCall(fields, { uuid: placing.createUuid(to), to, script, play })
    placing.add(call)
    return call
  })
  return {
    status: 201,
    body: toBody(
      provider,
      made.map(({ uuid }) => uuid),
    ),
  }
}

function findProblem(
  provider: CallProvider,
  fields: Readonly<Record<string, unknown>>,
  destinations: readonly string[],
): string | undefined {
  const needed = ['from', 'to', 'answer_url', ...(provider === 'vobiz' ? ['answer_method'] : [])]
  const missing = needed.filter((name) => textOf(fields, name) === '')
  if (missing.length > 0) return `missing mandatory parameter: ${missing.join(', ')}`
  const most = (REST_LIMITS as readonly RestLimitsRow[]).find((row) => row.provider === provider)?.destinations ?? 0
  if (destinations.length > most) return `more than ${most} destinations`
  // Destinations are joined by a less-than sign; a comma is part of none.
  return provider === 'vobiz' && destinations.some((to) => to.includes(',')) ? 'invalid destination' : undefined
}

/** Plivo gives one id for each destination, Vobiz one for all. */
function toBody(provider: CallProvider, uuids: readonly string[]): Record<string, unknown> {
  const [first = ''] = uuids
  if (provider === 'vobiz') return { api_id: API_ID, message: 'Call fired', request_uuid: first }
  return uuids.length === 1
    ? { api_id: API_ID, message: 'call fired', request_uuid: first }
    : { api_id: API_ID, message: 'calls fired', request_uuid: uuids }
}

const toOverRate = (window = 1000): RestReply => ({
  status: 429,
  body: {
    status: 'error',
    error: { code: 'RATE', message: 'CPS limit exceeded', details: { limitType: 'cps' } },
  },
  headers: { 'retry-after': String(window / 1000) },
})
