import { HEADER_NAMES, WEBHOOK_NAMES } from '../generated/header-names.ts'
import type { WebhookRequest } from '../verification.ts'
import { verify } from '../verify.ts'
import { createMiddleware, type WebhookMiddleware } from './adapters/connect.ts'
import { toHostRequest } from './adapters/node-host.ts'
import { createHostWebhook } from './host-webhook.ts'
import { WebhookError } from './webhook-error.ts'
import type { WebhookOptions } from './webhook-options.ts'

/**
 * SignalWire's form check with the argument order of its own helper. Gives false on anything missing; an empty key
 * never matches.
 *
 * @example
 * validateRequest(signingKey, req.headers['x-signalwire-signature'], 'https://voice.example.com/answer', req.body)
 */
export function validateRequest(
  signingKey: string | undefined,
  header: string | undefined,
  url: string,
  params: WebhookRequest['params'] = {},
): boolean {
  if (signingKey === undefined || header === undefined) return false
  const headers = { [HEADER_NAMES.signalwire.signature]: header }
  return verify('signalwire', { method: 'POST', url, headers, params }, { secrets: signingKey, schemes: ['form'] }).ok
}

/** Options of `webhook`: those of SignalWire's own middleware, and ours. */
export interface SignalWireWebhookOptions extends Omit<WebhookOptions, 'secrets'> {
  /** Full URL the platform was given, query included; wins over everything else. */
  readonly url?: string
  /** Public host, with its port unless it is the default one. */
  readonly host?: string
  /** Public scheme. Default `https` when `host` is set, else that of the connection. */
  readonly protocol?: 'http' | 'https'
  /** Where the key is looked up when none is passed. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Names the signing key is looked up under. SignalWire's own middleware reads the second. */
const KEY_VARIABLES = [WEBHOOK_NAMES.signalwire.keyVariable, WEBHOOK_NAMES.signalwire.legacyKeyVariable] as const

/**
 * Express middleware in the manner of SignalWire's `webhook()`: the signing key and the options in any order, both
 * optional. Without a key it is read from `SIGNALWIRE_SIGNING_KEY`, then `TWILIO_AUTH_TOKEN`; while neither is set every
 * request is refused with `missing-secret` (500). Verification cannot be switched off.
 *
 * @example
 * app.post('/answer', webhook(), (req, res) => res.type('application/xml').send('<Response/>'))
 */
export function webhook(...settings: readonly (string | SignalWireWebhookOptions)[]): WebhookMiddleware {
  const key = settings.find((setting) => typeof setting === 'string')
  const options = settings.find((setting) => typeof setting === 'object') ?? {}
  const { url: _url, host: _host, protocol, environment = process.env, ...rest } = options
  if ('validate' in options && options.validate !== true)
    throw new WebhookError('bad-option', 'verification cannot be switched off; leave the middleware out')
  const place = toPlace(options)
  const judgeWith = (secrets: string) => createHostWebhook('signalwire', { ...rest, ...place.options, secrets })
  judgeWith(key ?? 'none yet') // wrong options are found now, a missing key when a request comes
  const middleware = new Map<string, WebhookMiddleware>()

  return (request, response, next) => {
    const secrets = key ?? KEY_VARIABLES.map((name) => environment[name]).find(Boolean)
    if (!secrets) {
      return next(new WebhookError('missing-secret', `there is no signing key; pass it, or set ${KEY_VARIABLES[0]}`))
    }
    const verify =
      middleware.get(secrets) ??
      createMiddleware({
        judge: judgeWith(secrets),
        locate: (incoming) => ({
          ...toHostRequest(incoming, place.path ?? incoming.originalUrl ?? incoming.url ?? ''),
          ...(protocol !== undefined && { secure: protocol === 'https' }),
        }),
      })
    middleware.set(secrets, verify)
    verify(request, response, next)
  }
}

interface Place {
  /** Path and query that stand in for those of every request. */
  readonly path?: string
  readonly options: { readonly publicUrl?: string }
}

/** SignalWire's three options in terms of ours. */
function toPlace({ url, host, protocol }: Pick<SignalWireWebhookOptions, 'url' | 'host' | 'protocol'>): Place {
  if (url !== undefined) {
    const [publicUrl = ''] = /^https?:\/\/[^/?#]*/i.exec(url) ?? []
    return { path: url.slice(publicUrl.length) || '/', options: { publicUrl } }
  }
  return host === undefined ? { options: {} } : { options: { publicUrl: `${protocol ?? 'https'}://${host}` } }
}
