import { ACCOUNT_ID, CUSTOM_HEADER_PREFIX, header } from '@plivo-to-vobiz/mappings/callbacks'
import type { HeaderFields } from '@plivo-to-vobiz/signatures'
import type { CallProvider, RawParams } from './call.ts'
import { ShimError } from './errors.ts'
import { readHeader } from './header-value.ts'

// All signature and nonce headers of a platform start with the name of its first one.
const PLIVO = header('plivo', 'v1').toLowerCase()
const VOBIZ = header('vobiz', 'v1').toLowerCase()

/** The platform whose signature headers a request carries, if any; throws on those of both. */
export function detectSender(headers: HeaderFields): CallProvider | undefined {
  let found: CallProvider | undefined
  for (const name of listNames(headers)) {
    const sender = name.startsWith(VOBIZ) ? 'vobiz' : name.startsWith(PLIVO) ? 'plivo' : found
    if (found !== undefined && sender !== found) throw new ShimError('ambiguous-provider')
    found = sender
  }
  return found
}

const listNames = (headers: HeaderFields): Iterable<string> =>
  typeof headers.get === 'function' && typeof headers.keys === 'function' ? headers.keys() : Object.keys(headers)

/**
 * Whom an unsigned request seems to come from: shape of the account id, then custom headers, then the User-Agent.
 * Without any hint it is Vobiz, since Plivo always signs. A hint, never a proof.
 */
export function guessSender(headers: HeaderFields, fields: RawParams): CallProvider {
  const account = findAccount(fields)
  if (account !== undefined && ACCOUNT_ID.vobiz.test(account)) return 'vobiz'
  if (account !== undefined && ACCOUNT_ID.plivo.test(account)) return 'plivo'
  const names = Object.keys(fields).map((name) => name.toUpperCase())
  if (names.some((name) => name.startsWith(CUSTOM_HEADER_PREFIX.vobiz))) return 'vobiz'
  if (names.some((name) => name.startsWith(CUSTOM_HEADER_PREFIX.plivo))) return 'plivo'
  return /plivo/i.test(readHeader(headers, 'user-agent') ?? '') ? 'plivo' : 'vobiz'
}

/** The account a request names, the sub-account first (contradiction C10). */
export function findAccount(fields: RawParams): string | undefined {
  for (const name of ACCOUNT_ID.params) {
    const value = fields[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}
