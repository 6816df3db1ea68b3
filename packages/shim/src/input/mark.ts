import { createHmac, timingSafeEqual } from 'node:crypto'
import { ShimError } from '../errors.ts'
import type { ProviderSecrets } from '../options.ts'

/** Says which try of which document an action belongs to. */
export interface Mark {
  /** Id the document is kept under. */
  readonly document: string
  /** Tries of a document are counted from 0, over all of its input elements. */
  readonly attempt: number
}

/** Writes marks and reads them back. */
export interface Marks {
  readonly write: (callUuid: string, mark: Mark) => string
  /** `undefined` unless the text was written here, for this call, and not too long ago. */
  readonly read: (callUuid: string, text: string) => Mark | undefined
}

/** No call of Plivo's lasts longer than four hours by default. */
export const MARK_MS = 6 * 3_600_000

const SHAPE = /^([\w-]{22})\.(\d{1,4})\.([0-9a-z]{1,11})\.([\w-]{22})$/

/**
 * Prepares marks. Vobiz does not sign the query of a URL, so each is signed here, with a key made of the account's
 * token, for one call and for some hours. Any of several tokens counts, so that they can be exchanged during calls.
 */
export function createMarks({ authToken, mainAuthToken }: ProviderSecrets): Marks {
  const keys = [authToken ?? [], mainAuthToken ?? []].flat().map(toKey)
  const [key] = keys
  if (key === undefined) throw new ShimError('missing-secret', 'vobiz.authToken')
  return {
    write: (callUuid, { document, attempt }) => {
      const text = `${document}.${attempt}.${(Date.now() + MARK_MS).toString(36)}`
      return `${text}.${sign(key, callUuid, text)}`
    },
    read: (callUuid, text) => {
      const [, document = '', attempt, expires = '', signature = ''] = SHAPE.exec(text) ?? []
      if (attempt === undefined || !(Number.parseInt(expires, 36) > Date.now())) return undefined
      const signed = text.slice(0, -signature.length - 1)
      const isOurs = keys.some((each) => isEqual(sign(each, callUuid, signed), signature))
      return isOurs ? { document, attempt: Number(attempt) } : undefined
    },
  }
}

/** A key for this use alone, so that nothing signed here can pass for a signature of the platform. */
const toKey = (token: string): Buffer => createHmac('sha256', token).update('plivo-to-vobiz input mark 1').digest()

const sign = (key: Buffer, callUuid: string, text: string): string =>
  createHmac('sha256', key).update(`${text}\n${callUuid}`).digest('base64url').slice(0, 22)

const isEqual = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b))
