import { decryptEnablex } from '../providers/enablex.ts'
import { createPublicUrlResolver, type EdgeRequest } from '../public-url/public-url.ts'
import { readHeader } from '../public-url/read-header.ts'
import { createReplayGuard } from '../replay/replay-guard.ts'
import { areUsable, toList } from '../secrets.ts'
import type { HeaderFields, Provider, Verification, VerifyOptions, WebhookRequest } from '../verification.ts'
import { verify } from '../verify.ts'
import { readFields, readJson } from './payload.ts'
import { createSenderCheck, type SenderRefusal } from './sender.ts'
import { findToken } from './sighting.ts'
import type { VerifiedWebhook } from './verified-webhook.ts'
import { WebhookError } from './webhook-error.ts'
import type { WebhookFailure } from './webhook-failure.ts'
import type { WebhookOptions } from './webhook-options.ts'

/** A request whose body has been read. */
export interface IncomingWebhook extends EdgeRequest {
  readonly method: string
  readonly rawBody: Uint8Array
}

/** Either the verified webhook or the reason there is none. */
export type Received =
  | { readonly ok: true; readonly webhook: VerifiedWebhook }
  | { readonly ok: false; readonly failure: WebhookFailure }

/**
 * Prepares the whole way of a webhook, for any host: public URL, sender, signature, replay, decoding. The adapters are
 * thin coats over it; use it directly on a host that has none. Throws a `WebhookError` on a wrong option, a missing
 * secret included; the receiver itself never throws on what a sender can control.
 *
 * @example
 * const receive = createWebhookReceiver('vobiz', { secrets: token, publicUrl: 'https://voice.example.com' })
 * const received = await receive({ method, path, headers, rawBody, secure: false })
 * if (!received.ok) return answer(403)
 */
export function createWebhookReceiver(
  provider: Provider,
  options: WebhookOptions,
): (incoming: IncomingWebhook) => Promise<Received> {
  requireSecrets(provider, options)
  const resolve = createPublicUrlResolver(options)
  const checkSender = createSenderCheck(options)
  const checkSignature = createSignatureCheck(provider, options)
  const checkReplay = createReplayCheck(provider, options)
  const decrypt = ({ rawBody, headers }: IncomingWebhook, index: number): unknown =>
    decryptEnablex(rawBody, headers, { appId: toList(options.secrets)[index] ?? '' })

  return async (incoming) => {
    const { headers, rawBody } = incoming
    const found = resolve(incoming)
    if (!found.ok) return refuse(provider, { reason: found.code, message: found.message })
    const url = found.url
    const stranger = checkSender({ headers, clientAddress: found.clientAddress })
    if (stranger !== undefined) return refuse(provider, { reason: stranger, message: STRANGER[stranger], url })

    const params = readFields(headers, rawBody)
    const verdict = checkSignature({ method: incoming.method, url, headers, rawBody, ...(params && { params }) })
    if (!verdict.ok) {
      const message = verdict.message + hint({ reason: verdict.reason, source: found.source, headers })
      return refuse(provider, { reason: verdict.reason, message, url })
    }
    const { scheme, account, secretIndex } = verdict
    const payload = provider === 'enablex' ? decrypt(incoming, secretIndex) : (params ?? readJson(rawBody))
    const path = url.slice(url.indexOf('/', url.indexOf('//') + 2))
    const seen = await checkReplay({ ...incoming, path, scheme, payload })
    if (typeof seen === 'object') return refuse(provider, { ...seen, url })
    const webhook = {
      provider,
      scheme,
      account,
      secretIndex,
      url,
      rawBody,
      params: params ?? {},
      payload,
      redelivered: seen,
    }
    return { ok: true, webhook }
  }
}

const STRANGER: Readonly<Record<SenderRefusal, string>> = {
  'bad-credentials':
    'None of `basicAuth` was presented. Write the credentials into the callback URL the platform calls.',
  'unexpected-address': 'The sender is none of `allowFrom`. Behind a proxy, `trustProxy` must be set as well.',
}

type Refusal = Pick<WebhookFailure, 'reason' | 'message'> & Partial<WebhookFailure>

function refuse(provider: Provider, { url, ...refusal }: Refusal): Received {
  // The query may hold a caller's number, and the base URL credentials.
  const shown = url === undefined ? {} : { url: url.replace(/\?.*$/s, '').replace(/\/\/[^/@]*@/, '//') }
  return { ok: false, failure: { provider, status: 403, ...refusal, ...shown } }
}

/** The most frequent mistake has its own sentence: the proxy is there, the option is not. */
function hint({ reason, source, headers }: { reason: string; source: string; headers: HeaderFields }): string {
  const proxied = ['x-forwarded-proto', 'x-forwarded-host', 'forwarded'].find((name) => readHeader(headers, name))
  if (reason !== 'mismatch' || source !== 'request' || proxied === undefined) return ''
  return ` A proxy seems to be in front (${proxied} is there): set \`publicUrl\` to the URL the platform was given.`
}

function requireSecrets(provider: Provider, { secrets, mainSecrets }: WebhookOptions): void {
  if (areUsable(toList(secrets), toList(mainSecrets))) return
  throw new WebhookError(
    'missing-secret',
    `no secret for ${provider}, or an empty one; expected its token or key. Is the environment variable set?`,
  )
}

/** Picks the options of `verify` once; the time, when it is given, is asked for at each request. */
function createSignatureCheck(provider: Provider, options: WebhookOptions): (request: WebhookRequest) => Verification {
  const { secrets, mainSecrets, schemes, toleranceSeconds, compat, now } = options
  const settings: VerifyOptions = {
    secrets: toList(secrets),
    ...(mainSecrets !== undefined && { mainSecrets }),
    ...(schemes !== undefined && { schemes }),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(compat !== undefined && { compat }),
  }
  return (request) => verify(provider, request, now === undefined ? settings : { ...settings, now: now() })
}

type Passed = IncomingWebhook & { readonly scheme: string; readonly payload: unknown }

/** Whether a verified request was seen before, or why it cannot be let through. */
function createReplayCheck(
  provider: Provider,
  { replay }: WebhookOptions,
): (request: Passed) => Promise<boolean | Refusal> {
  if (replay === false) return async () => false
  const guard = createReplayGuard(replay)
  return async (request) => {
    const token = findToken(provider, request)
    if (token === undefined) return false
    try {
      const verdict = await guard({
        provider,
        ...token,
        method: request.method,
        path: request.path,
        rawBody: request.rawBody,
      })
      return verdict === 'replayed' ? REPLAYED : verdict === 'redelivered'
    } catch (cause) {
      return { reason: 'store-unavailable', message: 'The replay store cannot answer.', status: 503, cause }
    }
  }
}

const REPLAYED: Refusal = {
  reason: 'replayed',
  message:
    'The nonce or signature was received before with another method, path, query or body: no platform does that.',
}
