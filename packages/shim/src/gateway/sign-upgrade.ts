import type { IncomingMessage } from 'node:http'
import { header } from '@plivo-to-vobiz/mappings/callbacks'
import { sign } from '@plivo-to-vobiz/signatures'
import { isVobizHeader } from '../intercept/scope.ts'
import type { GatewayOptions } from './options.ts'

/**
 * Puts Plivo's signature in the place of Vobiz's on a handshake, for the URL the application believes it has. Plivo signs
 * `wss://`; its own library for streams checks `https://`, or `http://` where TLS ended before the application. V3 headers
 * may hold several signatures, so all of them are there; V2 headers may not, and get the first.
 */
export function signUpgrade(request: IncomingMessage, url: string, { appUrl, plivo }: GatewayOptions): void {
  const [secret] = [plivo.authToken ?? []].flat()
  const { protocol, host } = new URL(appUrl ?? url)
  const isSecure = protocol === 'https:' || protocol === 'wss:'
  const schemes = isSecure ? ['wss:', 'https:', 'http:'] : ['ws:', 'http:']
  const urls = schemes.map((scheme) => `${scheme}//${host}${request.url}`)
  const kept = request.rawHeaders.filter((_, index, all) => {
    const name = (all[index - (index % 2)] ?? '').toLowerCase()
    return !isVobizHeader(name) && name !== 'host' && name !== 'x-forwarded-proto'
  })
  const signed = secret === undefined ? {} : signAll(urls, secret)
  const made = { Host: host, 'X-Forwarded-Proto': isSecure ? 'https' : 'http', ...signed }
  request.rawHeaders = [...Object.entries(made).flat(), ...kept]
  for (const name of Object.keys(request.headers)) if (isVobizHeader(name)) delete request.headers[name]
  for (const [name, value] of Object.entries(made)) request.headers[name.toLowerCase()] = value
}

function signAll(urls: readonly string[], secret: string): Record<string, string> {
  const [first = '', ...rest] = urls
  const toRequest = (url: string) => ({ method: 'GET', url, headers: {}, params: {} })
  const headers = {
    ...sign('plivo', toRequest(first), { secret, scheme: 'v2' }),
    ...sign('plivo', toRequest(first), { secret, scheme: 'v3' }),
  }
  const [name, nonce] = [header('plivo', 'v3'), headers[header('plivo', 'v3-nonce')] ?? '']
  const more = rest.map((url) => sign('plivo', toRequest(url), { secret, scheme: 'v3', nonce })[name])
  return { ...headers, [name]: [headers[name], ...more].join(',') }
}
