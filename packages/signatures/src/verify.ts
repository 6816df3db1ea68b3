import { enablex } from './providers/enablex.ts'
import { jambonz } from './providers/jambonz.ts'
import { plivo } from './providers/plivo.ts'
import { plivoCompat } from './providers/plivo-compat.ts'
import { signalwire } from './providers/signalwire.ts'
import { vobiz } from './providers/vobiz.ts'
import { voicebip } from './providers/voicebip.ts'
import type {
  Provider,
  SignatureProvider,
  SignOptions,
  Verification,
  VerifyOptions,
  WebhookRequest,
} from './verification.ts'

const PROVIDERS: Readonly<Record<Provider, SignatureProvider>> = {
  plivo,
  vobiz,
  voicebip,
  jambonz,
  signalwire,
  enablex,
}

/**
 * Whether a webhook really comes from `provider`. Synchronous; never throws on what a remote sender controls.
 *
 * @example
 * const verdict = verify('vobiz', { method, url, headers }, { secrets: token })
 * if (!verdict.ok) return respond(403)
 */
export function verify(provider: Provider, request: WebhookRequest, options: VerifyOptions): Verification {
  if (options.compat === true && provider === 'plivo') return plivoCompat.verify(request, options)
  return PROVIDERS[provider].verify(request, options)
}

/**
 * The headers `provider` would send with this webhook; for tests and local replay. Throws a `WebhookError` when the
 * request cannot be signed or the platform has no such scheme.
 *
 * @example sign('plivo', { method: 'POST', url, headers: {}, params }, { secret: token })
 */
export function sign(provider: Provider, request: WebhookRequest, options: SignOptions): Record<string, string> {
  return PROVIDERS[provider].sign(request, options)
}
