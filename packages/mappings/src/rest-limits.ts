import type { Row } from './row.ts'

/** How many calls and requests a REST API takes, and what becomes of the rest. */
export interface RestLimitsRow extends Row {
  readonly provider: 'plivo' | 'vobiz'
  /** Calls per second of a new account. */
  readonly callsPerSecond: number
  /** What becomes of calls over that: `queued` until their turn, or `refused` with a 429. */
  readonly excess: 'queued' | 'refused'
  /** Requests of any kind within a window; absent where no number is documented. */
  readonly requests?: { readonly count: number; readonly windowMs: number }
  /** Destinations of one make-call request. */
  readonly destinations: number
  readonly note?: string
}

/** Limits, by provider. */
export const REST_LIMITS = [
  {
    provider: 'plivo',
    callsPerSecond: 2,
    excess: 'queued',
    requests: { count: 300, windowMs: 5000 },
    destinations: 1000,
    status: 'value-mapped',
    source: ['plivo:rest-docs'],
    checked: '2026-11-24',
  },
  {
    provider: 'vobiz',
    callsPerSecond: 1,
    excess: 'refused',
    destinations: 1000,
    status: 'value-mapped',
    note: 'The value of cps_limit in examples; an account tells its own.',
    source: ['vobiz:rest-docs', 'vobiz:rest-sdk'],
    checked: '2026-11-24',
  },
] as const satisfies readonly RestLimitsRow[]
