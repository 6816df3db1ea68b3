import { DEADLINES, DOCUMENT_LIMITS, PARAM } from '@plivo-to-vobiz/mappings'
import { checkReply } from '../document/check-reply.ts'
import type { XmlElement } from '../document/read-document.ts'
import { type Target, toLocalUrl, toPublicUrl } from '../loopback.ts'
import type { CallProvider } from '../provider.ts'
import type { Exchange, Moment, Problem, Reply, SentWebhook } from '../transcript.ts'
import { type HttpReply, sendHttp } from './http.ts'

/** A webhook ready to go: the address the provider was given, its parameters and its signature headers. */
export interface Webhook {
  readonly moment: Moment
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** Real milliseconds to wait for the answer. Default: the shortest deadline of a document. */
  readonly timeoutMs?: number
}

/** What came of a webhook: the record of it, and the elements to carry out next. */
export interface Delivery {
  readonly exchange: Exchange
  readonly elements: readonly XmlElement[]
}

/** Captured: Vobiz names itself, Plivo's pages and captures show no such header. */
const USER_AGENT: Readonly<Record<CallProvider, Record<string, string>>> = {
  plivo: {},
  vobiz: { 'user-agent': 'Vobiz' },
}

/** Sends a webhook to the application behind the target and reads its answer. */
export async function deliver(provider: CallProvider, target: Target, webhook: Webhook): Promise<Delivery> {
  const url = toPublicUrl(target, webhook.url)
  const local = toLocalUrl(target, url)
  if (local === undefined) {
    const problem = `${origin(url)} is not the application's own address (${target.publicUrl})`
    return undelivered(webhook, url, { code: 'url-elsewhere', message: problem })
  }
  const query = new URLSearchParams(webhook.params).toString()
  const isGet = webhook.method === 'GET'
  try {
    const reply = await sendHttp({
      url: isGet ? withQuery(local, query) : local,
      method: webhook.method,
      headers: { ...USER_AGENT[provider], ...proxyHeaders(target), ...bodyHeaders(isGet, query), ...webhook.headers },
      body: isGet ? '' : query,
      timeoutMs: webhook.timeoutMs ?? DEADLINES.answerMs,
      maxBytes: DOCUMENT_LIMITS.maxBytes,
    })
    return toDelivery(webhook, url, reply)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return undelivered(webhook, url, { code: 'no-reply', message: `no answer from the application: ${reason}` })
  }
}

/** A URL with more parameters behind those it has. */
export function withQuery(url: string, query: string): string {
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
}

/** What the proxy in front of a public application tells it about the address that was called. */
function proxyHeaders({ app, publicUrl }: Target): Record<string, string> {
  if (app === publicUrl) return {}
  const { host, protocol } = new URL(publicUrl)
  return { host, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host }
}

function bodyHeaders(isGet: boolean, body: string): Record<string, string> {
  if (isGet) return {}
  return { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }
}

/** An exchange outside a call, until the sender says when it was and why. */
const FIRST = { kind: 'exchange', at: 0, attempt: 1, because: [] } as const

function toDelivery(webhook: Webhook, url: string, http: HttpReply): Delivery {
  const { elements, tags, problems } = checkReply(webhook.moment, http)
  const { status, contentType, body } = http
  const reply: Reply = { status, contentType, body, elements: tags }
  return { elements, exchange: { ...FIRST, request: toSent(webhook, url), reply, problems } }
}

function undelivered(webhook: Webhook, url: string, { code, message }: Pick<Problem, 'code' | 'message'>): Delivery {
  const problems = [{ code, severity: 'error' as const, message }]
  return { elements: [], exchange: { ...FIRST, request: toSent(webhook, url), problems } }
}

function toSent({ moment, method, params, headers }: Webhook, url: string): SentWebhook {
  return { moment, method, url, event: params[PARAM.Event] ?? '', headerNames: Object.keys(headers), params }
}

const origin = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'a relative address')
