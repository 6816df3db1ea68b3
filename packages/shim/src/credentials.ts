import { createHash, timingSafeEqual } from 'node:crypto'
import { ShimError } from './errors.ts'
import type { Credentials } from './options.ts'

const sha256 = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()

/**
 * Prepares the check of an `Authorization` header against a list of credentials. Digests have one length, so each
 * comparison takes the same time whatever was presented.
 */
export function createCredentialCheck(
  accepted: readonly Credentials[],
): (authorization: string | undefined) => boolean {
  const digests = accepted.map(({ username, password }) => {
    if (username === '' || password === '' || username.includes(':')) {
      throw new ShimError('bad-option', 'basicAuth needs a user name without colon and a password, neither empty')
    }
    return sha256(`${username}:${password}`)
  })
  if (digests.length === 0) throw new ShimError('bad-option', 'basicAuth is an empty list')
  return (authorization) => {
    const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization ?? '')?.[1]
    if (encoded === undefined) return false
    const presented = sha256(Buffer.from(encoded, 'base64'))
    return digests.filter((digest) => timingSafeEqual(digest, presented)).length > 0
  }
}
