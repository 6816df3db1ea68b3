import { HEADER_NAMES } from '../generated/header-names.ts'
import { readHeader } from '../public-url/read-header.ts'
import type { HeaderFields, Provider } from '../verification.ts'
import { readEventId } from './voicebip-event.ts'

interface Verified {
  readonly scheme: string
  readonly headers: HeaderFields
  readonly path: string
  readonly payload: unknown
  readonly rawBody: Uint8Array
}

/** What is used once in a request, and whether it may come again with the same method, path and body only. */
interface Token {
  readonly token: string
  readonly bound: boolean
}

/** Finds the token of a verified request; `undefined` when nothing in it tells two requests apart. */
export function findToken(provider: Provider, request: Verified): Token | undefined {
  return FINDERS[provider](request)
}

const bound = (token: string | undefined): Token | undefined =>
  token === undefined ? undefined : { token, bound: true }
const loose = (token: string | undefined): Token | undefined =>
  token === undefined ? undefined : { token, bound: false }

const FINDERS: Readonly<Record<Provider, (request: Verified) => Token | undefined>> = {
  plivo: ({ scheme, headers }) => bound(findNonce(HEADER_NAMES.plivo, scheme, headers)),
  vobiz: ({ scheme, headers }) => bound(findNonce(HEADER_NAMES.vobiz, scheme, headers)),
  // No nonce and no time. The form signature runs fields together, so other fields can have the same signature.
  signalwire: ({ headers }) =>
    bound(
      readSignature(headers, HEADER_NAMES.signalwire.signature) ??
        readSignature(headers, HEADER_NAMES.signalwire.legacy),
    ),
  // Time and body are signed, the path is not. Hooks without parameters all sign `null`, and basic credentials come
  // without a time: nothing tells two of those apart.
  jambonz: ({ headers, path, payload, rawBody }) => {
    const time = findTime(headers)
    return payload === null || time === undefined ? undefined : loose(`${path} ${time} ${toKey(rawBody)}`)
  },
  voicebip: ({ headers, payload }) =>
    loose(readEventId(payload) ?? readSignature(headers, HEADER_NAMES.voicebip.signature)),
  // Key and IV never change: equal bodies are all there is to go by.
  enablex: ({ path, rawBody }) => loose(`${path} ${toKey(rawBody)}`),
}

/** The nonce of the scheme that matched; V1 has none, its signature stands in. */
function findNonce(names: Readonly<Record<string, string>>, scheme: string, headers: HeaderFields): string | undefined {
  const name = names[`${scheme}-nonce`] ?? names[scheme]
  return name === undefined ? undefined : readSignature(headers, name)
}

/** Without the blanks a verifier may have trimmed, which would make one token look like two. */
const readSignature = (headers: HeaderFields, name: string): string | undefined =>
  readHeader(headers, name)?.replace(/\s+/g, '')

/** The time of a jambonz signature; what else stands in that header can be changed without breaking it. */
const findTime = (headers: HeaderFields): string | undefined =>
  /(?:^|,)t=([0-9]+)/.exec(readHeader(headers, HEADER_NAMES.jambonz.signature) ?? '')?.[1]

/** Bytes as text, one character each. */
const toKey = (rawBody: Uint8Array): string => Buffer.from(rawBody).toString('latin1')
