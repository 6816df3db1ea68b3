import { EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import type { Call } from './call/call.ts'
import { type Target, toPublicUrl } from './loopback.ts'
import type { CallProvider } from './provider.ts'
import type { CallScript } from './script.ts'
import type { Exchange } from './transcript.ts'
import { deliver, type Webhook } from './webhook/deliver.ts'
import { type Secrets, signWebhook } from './webhook/sign-webhook.ts'
import { toParams } from './webhook/to-params.ts'

/**
 * Requests that must not get in.
 *
 * - `unsigned`: a well-formed webhook without signature headers.
 * - `tampered`: signed, then changed where the provider's signature covers it: a parameter for Plivo, the path for
 *   Vobiz, whose signature does not cover the body.
 * - `replayed`: headers of an earlier genuine request around another body.
 * - `wrong-secret`: signed with a token that is not the account's.
 */
export type ProbeKind = 'unsigned' | 'tampered' | 'replayed' | 'wrong-secret'

/** Where to send a bad request. */
export interface ProbeOptions {
  /** Answer URL, a path or absolute. */
  readonly url: string
  /** Another signed URL of the application; needed for `tampered` on Vobiz. */
  readonly otherUrl?: string
}

/** What the application did with a bad request. */
export interface ProbeResult {
  readonly kind: ProbeKind
  readonly provider: CallProvider
  /** What is wrong with the request, in words. */
  readonly explanation: string
  /** The bad request; for `replayed` the genuine one comes first. */
  readonly exchanges: readonly Exchange[]
  /** Whether the bad request was turned away with a status from 400 to 499. */
  readonly refused: boolean
}

interface Setting {
  readonly where: ProbeOptions
  readonly target: Target
  readonly secrets: Secrets
  readonly begin: (script: CallScript) => Call
}

/** Number the changed body names: a made-up one that would be expensive to call. */
const OTHER_NUMBER = '19005550199'

/** Sends one bad request and tells whether it was refused. */
export async function probe(kind: ProbeKind, setting: Setting): Promise<ProbeResult> {
  const { where, target, secrets, begin } = setting
  const call = begin({ urls: { answer: where.url } })
  const content = { set: 'answer', event: EVENT.StartApp, status: 'ringing' } as const
  const params = toParams(call, content)
  const url = toPublicUrl(target, where.url)
  const signed = (signedUrl: string, keys: Secrets = secrets): Webhook['headers'] =>
    signWebhook(call.provider, { method: 'POST', url: signedUrl, params }, keys)
  const genuine: Webhook = { moment: 'answer', method: 'POST', url, params, headers: signed(url) }
  const changed = { ...params, [PARAM.To]: OTHER_NUMBER }
  const otherUrl = toPublicUrl(target, where.otherUrl ?? `${where.url}/other`)
  const send = async (webhook: Webhook): Promise<Exchange> => (await deliver(call.provider, target, webhook)).exchange

  const bad: Readonly<Record<ProbeKind, { readonly explanation: string; readonly webhook: Webhook }>> = {
    unsigned: { explanation: 'no signature headers', webhook: { ...genuine, headers: {} } },
    tampered:
      call.provider === 'plivo'
        ? { explanation: `${PARAM.To} changed after signing`, webhook: { ...genuine, params: changed } }
        : {
            explanation: `signed for ${new URL(otherUrl).pathname}, sent elsewhere`,
            webhook: { ...genuine, headers: signed(otherUrl) },
          },
    replayed: {
      explanation: 'headers of the genuine request before it, around another body',
      webhook: { ...genuine, params: changed },
    },
    'wrong-secret': {
      explanation: 'signed with a token that is not ours',
      webhook: { ...genuine, headers: signed(url, { own: 'not-the-token', main: 'not-the-token' }) },
    },
  }
  const before = kind === 'replayed' ? [await send(genuine)] : []
  const exchange = await send(bad[kind].webhook)
  const status = exchange.reply?.status ?? 0
  return {
    kind,
    provider: call.provider,
    explanation: bad[kind].explanation,
    exchanges: [...before, exchange],
    refused: status >= 400 && status < 500 && before.every((first) => first.reply?.status === 200),
  }
}
