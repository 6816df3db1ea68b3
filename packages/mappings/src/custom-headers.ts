import type { Row } from './row.ts'

/** Prefix under which a provider hands custom SIP headers to the application, as parameters. */
export const CUSTOM_HEADER_PREFIX = {
  plivo: 'X-PH-',
  vobiz: 'X-VH-',
  /** Rule of one Vobiz page: keys written in `sipHeaders` must end with this (contradiction C25). */
  vobizKeySuffix: 'X-VH',
  status: 'renamed',
  source: ['plivo:skill', 'vobiz:request', 'V:dial'],
  checked: '2026-10-02',
} as const satisfies Row & { plivo: string; vobiz: string; vobizKeySuffix: string }

/** Shape of account ids, used as a hint for unsigned requests only, and the parameters that hold one. */
export const ACCOUNT_ID = {
  plivo: /^[MS]A[A-Z0-9]{18}$/,
  vobiz: /^[MS]A_[A-Za-z0-9]+$/,
  /** Parameters naming the account of a call, the most specific first (contradiction C10). */
  params: ['auth_id', 'ParentAuthID', 'account_id'],
  status: 'value-mapped',
  source: ['capture:plivo', 'capture:vobiz', 'vobiz:callbacks', 'vobiz:gen1'],
  checked: '2026-10-02',
} as const satisfies Row & { plivo: RegExp; vobiz: RegExp; params: readonly string[] }

/** Start of the names of a provider's own HTTP headers, signatures and others. */
export const OWN_HEADER_PREFIX = {
  plivo: 'X-Plivo-',
  vobiz: 'X-Vobiz-',
  status: 'renamed',
  source: ['plivo:signature', 'vobiz:validating', 'VX:all'],
  checked: '2026-10-02',
} as const satisfies Row & { plivo: string; vobiz: string }
