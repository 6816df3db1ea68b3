import { createAddressMatcher } from '@plivo-to-vobiz/signatures/public-url'
import { toCredentialCheck } from './credentials.ts'
import { ShimError, type ShimErrorCode } from './errors.ts'
import { readHeader } from './header-value.ts'
import type { Incoming } from './incoming.ts'
import type { UnsignedPolicy } from './options.ts'
import { orBadOption } from './public-url.ts'

/** Why an unsigned request is not let in; `undefined` when it is. */
export type JudgeUnsigned = (incoming: Incoming, clientAddress: string | undefined) => ShimErrorCode | undefined

/** Prepares the policy for requests without signature. Allowing them needs an address list or credentials. */
export function createUnsignedPolicy(policy: UnsignedPolicy = 'reject'): JudgeUnsigned {
  if (policy === 'reject') return () => 'unsigned'
  const { from, basicAuth } = policy
  if (policy.allow !== true || (from === undefined && basicAuth === undefined) || from?.length === 0) {
    throw new ShimError('bad-option', "unsigned is neither 'reject' nor { allow: true } with `from` or `basicAuth`")
  }
  const isFrom = from && orBadOption(() => createAddressMatcher(from))
  const hasCredentials = basicAuth && toCredentialCheck(basicAuth)
  return ({ headers }, clientAddress) => {
    if (isFrom !== undefined && (clientAddress === undefined || !isFrom(clientAddress))) return 'untrusted-address'
    if (hasCredentials !== undefined && !hasCredentials(readHeader(headers, 'authorization'))) return 'bad-credentials'
    return undefined
  }
}
