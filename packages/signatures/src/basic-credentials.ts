import { createHash, timingSafeEqual } from 'node:crypto'

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The value of an `Authorization` header for `user:password`. */
export const printBasic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`

/** The `user:password` an `Authorization` header presents, or `undefined`. */
export function parseBasic(authorization: string): string | undefined {
  const encoded = BASIC.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const credentials = Buffer.from(encoded, 'base64').toString()
  return credentials.includes(':') ? credentials : undefined
}

/** Whether two credentials are the same; hashes have one length, so the comparison always takes as long. */
export const sameCredentials = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other))
