import type { Row } from './row.ts'

/** Where the REST API of Vobiz is and how a request names its account. */
export const REST_API = {
  base: 'https://api.vobiz.ai/api/v1',
  plivoBase: 'https://api.plivo.com/v1',
  headers: { authId: 'X-Auth-ID', authToken: 'X-Auth-Token' },
  /** Account and its limits; also says whether credentials are right. */
  account: { verb: 'GET', path: '/auth/me', callsPerSecond: 'cps_limit' },
  status: 'value-mapped',
  source: ['vobiz:rest-docs', 'vobiz:rest-sdk'],
  checked: '2026-11-24',
} as const satisfies Row & Record<string, unknown>
