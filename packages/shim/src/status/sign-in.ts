import { createHash, timingSafeEqual } from 'node:crypto'
import { ShimError } from '../errors.ts'

/** Whether an `Authorization` header carries the token. */
export type HasToken = (authorization: string | undefined) => boolean

/** Long enough that nobody guesses it, however often they try. */
const SHORTEST = 20
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i
const BEARER = /^bearer +(\S+)$/i

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Prepares the check. Browsers send the token as the password of HTTP Basic authentication, whatever the user name;
 * programs may send it as a bearer token. Hashes are compared, with every token and in constant time.
 */
export function createTokenCheck(token: string | readonly string[] | undefined): HasToken {
  const tokens = [token ?? []].flat()
  if (tokens.length === 0 || tokens.some((one) => typeof one !== 'string' || one.length < SHORTEST)) {
    throw new ShimError('bad-option', `the token of the status page has fewer than ${SHORTEST} characters`)
  }
  const hashes = tokens.map(hash)
  return (authorization = '') => {
    const presented = hash(readBasic(authorization) ?? BEARER.exec(authorization)?.[1] ?? '')
    return hashes.filter((one) => timingSafeEqual(one, presented)).length > 0
  }
}

function readBasic(authorization: string): string | undefined {
  const encoded = BASIC.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString()
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined
}
