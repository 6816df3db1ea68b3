import { createAdmission } from '../admission.ts'
import { FIELD_NAMES, HEADER_NAMES } from '../generated/header-names.ts'
import { createHeaderReader } from '../header-reader.ts'
import { refuse } from '../refusal.ts'
import { requireSecret } from '../sign-options.ts'
import type { HeaderFields, SignatureProvider } from '../verification.ts'
import { WebhookError } from '../webhook/webhook-error.ts'
import { decryptObject, encryptText, findCipher } from './enablex-cipher.ts'
import { openEnvelope } from './enablex-envelope.ts'

const provider = 'enablex'
const names = HEADER_NAMES[provider]
const admit = createAdmission(provider)
const readHeaders = createHeaderReader(provider)

/**
 * EnableX: the payload decrypts with the App ID. The App ID is an identifier, not a secret: that a payload decrypts
 * proves little about its sender, so ask for credentials or an address as well. Schemes are the names of the ciphers.
 */
export const enablex: SignatureProvider = {
  verify: (request, options) => {
    const admitted = admit(request, options)
    if (!admitted.ok) return admitted
    const envelope = openEnvelope(admitted.values, request.rawBody)
    if (!envelope.ok) return refuse(provider, envelope.reason, { detail: envelope.detail })
    const { cipher, ciphertext } = envelope
    const scheme = cipher.name
    if (options.schemes?.includes(scheme) === false) return refuse(provider, 'unsupported-scheme', { scheme })
    const secretIndex = admitted.secrets.findIndex((appId) => decryptObject(ciphertext, appId, cipher) !== undefined)
    if (secretIndex < 0) return refuse(provider, 'undecryptable', { scheme })
    return { ok: true, provider, scheme, secretIndex, account: 'own' }
  },

  sign: (request, options) => {
    const headers = toHeaders(options.scheme ?? DEFAULTS.algorithm, DEFAULTS.format)
    const verdict = enablex.verify({ ...request, headers }, { secrets: requireSecret(options) })
    if (verdict.ok) return headers
    throw new WebhookError('unsignable', 'the body is not encrypted for these headers; make both with encryptEnablex')
  },
}

const DEFAULTS = { algorithm: 'aes-256-cbc', format: 'hex' } as const

const toHeaders = (algorithm: string, format: string): Record<string, string> => ({
  [names.algoritm]: algorithm,
  [names.format]: format,
  [names.encoding]: 'utf8',
})

/**
 * The payload of an EnableX webhook: a JSON object, to be treated as untrusted. `body` is the raw body, or the object
 * a JSON parser made of it. Throws a `WebhookError` with the code `undecryptable` on anything else, a cipher outside
 * the allow-list (aes-128/192/256-cbc, des-ede3-cbc) included.
 *
 * @example const event = decryptEnablex(rawBody, req.headers, { appId: process.env.ENABLEX_APP_ID ?? '' })
 */
export function decryptEnablex(
  body: string | Uint8Array | object,
  headers: HeaderFields,
  { appId }: { readonly appId: string },
): unknown {
  const envelope = openEnvelope(readHeaders(headers).values, body)
  const key = requireSecret({ secret: appId })
  const payload = envelope.ok ? decryptObject(envelope.ciphertext, key, envelope.cipher) : undefined
  if (payload !== undefined) return payload
  const seen = envelope.ok ? '' : ` (${envelope.detail ?? envelope.reason})`
  throw new WebhookError('undecryptable', `the payload cannot be decrypted with the App ID${seen}`)
}

/** How `encryptEnablex` encrypts. */
export interface EncryptOptions {
  readonly appId: string
  /** Default `aes-256-cbc`. */
  readonly algorithm?: string
  /** Default `hex`. */
  readonly format?: 'hex' | 'base64'
}

/** Body and headers of a webhook as EnableX sends it; for tests and local replay. */
export function encryptEnablex(
  payload: object,
  { appId, algorithm = DEFAULTS.algorithm, format = DEFAULTS.format }: EncryptOptions,
): { readonly body: string; readonly headers: Record<string, string> } {
  const cipher = findCipher(algorithm)
  if (cipher === undefined) throw new WebhookError('bad-option', `enablex has no cipher ${algorithm} on the allow-list`)
  const text = encryptText(JSON.stringify(payload), requireSecret({ secret: appId }), cipher).toString(format)
  return { body: JSON.stringify({ [FIELD_NAMES.enablex.payload]: text }), headers: toHeaders(algorithm, format) }
}
