import type { Explanation, Provider } from '@plivo-to-vobiz/signatures'
import { Buffer } from 'buffer'
import { type Pasted, readRequest } from './read-request.ts'
import type { SignatureExample } from './signature-examples.ts'
import { forget, settle } from './web-crypto.ts'

/** Secrets as typed, one a line. */
export interface Secrets {
  readonly own: string
  readonly main: string
}

/** Platforms that sign. EnableX encrypts instead, with ciphers that Web Crypto does not have. */
export const SIGNING_PROVIDERS = ['plivo', 'vobiz', 'voicebip', 'jambonz', 'signalwire'] as const satisfies Provider[]

const toList = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)

/** Explains a request with Web Crypto; what was computed is forgotten afterwards. */
export async function explainRequest(
  provider: Provider,
  pasted: Pasted,
  { own, main }: Secrets,
): Promise<{ readonly explanation: Explanation; readonly ignored: number }> {
  Reflect.set(globalThis, 'Buffer', Buffer)
  const { explain } = await import('@plivo-to-vobiz/signatures')
  const { request, ignored } = readRequest(pasted)
  const options = { secrets: toList(own), mainSecrets: toList(main) }
  try {
    return { explanation: await settle(() => explain(provider, request, options)), ignored }
  } finally {
    forget()
  }
}

/** The headers the sender of an example sends, one a line. */
export async function signExample({ provider, signedUrl, body, token }: SignatureExample): Promise<string> {
  Reflect.set(globalThis, 'Buffer', Buffer)
  const { sign } = await import('@plivo-to-vobiz/signatures')
  const request = { method: 'POST', url: signedUrl, headers: {}, rawBody: body }
  const [nonce, timestamp] = ['12345678901234567890', Math.floor(Date.now() / 1000)]
  const headers = await settle(() => sign(provider, request, { secret: token, nonce, timestamp }))
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}
