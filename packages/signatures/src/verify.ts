import { plivo } from './providers/plivo.ts'
import { plivoCompat } from './providers/plivo-compat.ts'
import { vobiz } from './providers/vobiz.ts'
import { refuse } from './refusal.ts'
import type {
  Provider,
  SignatureProvider,
  SignOptions,
  Verification,
  VerifyOptions,
  WebhookRequest,
} from './verification.ts'

const PROVIDERS: Readonly<Partial<Record<Provider, SignatureProvider>>> = { plivo, vobiz }

/** Whether a webhook really comes from `provider`. Synchronous; never throws on what a remote sender controls. */
export function verify(provider: Provider, request: WebhookRequest, options: VerifyOptions): Verification {
  if (options.compat === true && provider === 'plivo') return plivoCompat.verify(request, options)
  return PROVIDERS[provider]?.verify(request, options) ?? refuse(provider, 'unsupported-scheme')
}

/** The headers `provider` would send with this webhook; for tests and local replay. */
export function sign(provider: Provider, request: WebhookRequest, options: SignOptions): Record<string, string> {
  const signer = PROVIDERS[provider]
  if (signer === undefined) throw new TypeError(`No signer for ${provider}.`)
  return signer.sign(request, options)
}
