import { stringify } from 'node:querystring'
import { header } from '@plivo-to-vobiz/mappings/callbacks'
import { sign, type WebhookRequest } from '@plivo-to-vobiz/signatures'
import type { RawParams } from '../call.ts'
import type { Accepted } from '../to-call.ts'

/** A Vobiz webhook as the application would have got it from Plivo. */
export interface Reshaped {
  /** The URL the application sees. */
  readonly url: string
  /** Path and query, the mount path included. */
  readonly path: string
  /** The form body; `undefined` for GET. */
  readonly body: string | undefined
  readonly params: RawParams
  /** Headers to set, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** Where the request goes and what it is signed with. */
export interface Target {
  /** Path of the application's own route; default: where the webhook was sent. */
  readonly route: string | undefined
  /** Base URL of the application; default: the one the webhook was sent to. */
  readonly appUrl: string | undefined
  readonly authToken: string
  readonly mainAuthToken: string | undefined
}

/** Makes Plivo's request out of Vobiz's: path, parameters, signatures for the URL the application sees. */
export function reshape({ received, url }: Accepted, params: RawParams, target: Target): Reshaped {
  const { method, path } = received
  const mark = path.indexOf('?')
  const pathname = target.route ?? (mark < 0 ? path : path.slice(0, mark))
  const base = target.appUrl?.replace(/\/+$/, '') ?? url.slice(0, url.length - path.length)
  if (method === 'GET') {
    const newPath = `${pathname}?${stringify(params)}`
    const headers = signAsPlivo({ method, url: base + newPath, headers: {}, params: {} }, target)
    return { url: base + newPath, path: newPath, body: undefined, params, headers }
  }
  const newPath = pathname + (mark < 0 ? '' : path.slice(mark))
  const body = stringify(params)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...signAsPlivo({ method, url: base + newPath, headers: {}, params }, target),
  }
  return { url: base + newPath, path: newPath, body, params, headers }
}

/** V3 and V2 headers, as an application may check either; the main account's too where its token is known. */
function signAsPlivo(request: WebhookRequest, { authToken, mainAuthToken }: Target): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const scheme of ['v3', 'v2'] as const) {
    const own = sign('plivo', request, { secret: authToken, scheme })
    const nonce = own[header('plivo', `${scheme}-nonce`)] ?? ''
    const main =
      mainAuthToken === undefined
        ? {}
        : sign('plivo', request, { secret: mainAuthToken, scheme, nonce, account: 'main' })
    const both = { ...own, ...main }
    for (const [name, value] of Object.entries(both)) headers[name.toLowerCase()] = value
  }
  return headers
}
