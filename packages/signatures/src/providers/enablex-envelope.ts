import { toText } from '../form.ts'
import { FIELD_NAMES } from '../generated/header-names.ts'
import { REPEATED, type ReadHeaders } from '../header-reader.ts'
import { orUndefined } from '../or-undefined.ts'
import type { Reason, WebhookRequest } from '../verification.ts'
import { type Cipher, findCipher } from './enablex-cipher.ts'

/** What arrived, ready to be decrypted. */
export interface Envelope {
  readonly ok: true
  readonly cipher: Cipher
  readonly ciphertext: Buffer
}

/** Why there is nothing to decrypt. */
export interface BadEnvelope {
  readonly ok: false
  readonly reason: Reason
  readonly detail?: string
}

const bad = (reason: Reason, detail?: string): BadEnvelope => ({ ok: false, reason, ...(detail && { detail }) })

/** Well-formed text alone: Node's own decoders skip what they do not understand. */
const isWellFormed = (text: string, format: 'hex' | 'base64'): boolean =>
  format === 'hex'
    ? text.length % 2 === 0 && /^[0-9a-f]+$/i.test(text)
    : text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)

/** Reads headers and body. `body` is the raw body, or what a JSON parser made of it. */
export function openEnvelope(
  values: ReadHeaders['values'],
  body: WebhookRequest['rawBody'] | object,
): Envelope | BadEnvelope {
  const [algoritm, format, encoding] = ['algoritm', 'format', 'encoding'].map((key) => values.get(key))
  const algorithm = values.get('algorithm') ?? algoritm
  if (algorithm === undefined || algorithm === '') return bad('missing-signature')
  if (algorithm === REPEATED) return bad('malformed', 'an algorithm header that is there twice')
  if (algoritm !== undefined && algoritm !== algorithm) return bad('malformed', 'two spellings of the algorithm header')
  const cipher = findCipher(algorithm)
  if (cipher === undefined) return bad('unsupported-scheme')
  if (format !== 'hex' && format !== 'base64') return bad('malformed', 'a format other than hex and base64')
  if (encoding !== 'utf8' && encoding !== 'utf-8') return bad('malformed', 'an encoding other than utf8')
  const text = readPayload(body)
  if (typeof text !== 'string' || !isWellFormed(text, format)) return bad('malformed', `no encrypted text in ${format}`)
  return { ok: true, cipher, ciphertext: Buffer.from(text, format) }
}

function readPayload(body: WebhookRequest['rawBody'] | object): unknown {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const value = isRaw ? orUndefined((): unknown => JSON.parse(toText(body))) : body
  if (typeof value !== 'object' || value === null) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(FIELD_NAMES.enablex.payload)
}
