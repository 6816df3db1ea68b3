import { createCredentialCheck } from '@plivo-to-vobiz/signatures/basic-auth'
import { ShimError } from './errors.ts'
import type { Credentials } from './options.ts'
import { orBadOption } from './public-url.ts'

/** The check of an `Authorization` header; an empty list, which would let nobody in, is a mistake of set-up here. */
export function toCredentialCheck(accepted: readonly Credentials[]): (authorization: string | undefined) => boolean {
  if (accepted.length === 0) throw new ShimError('bad-option', 'basicAuth is an empty list')
  return orBadOption(() => createCredentialCheck(accepted))
}
