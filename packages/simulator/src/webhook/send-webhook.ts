import { type DeliveryFailure, type DeliveryRow, getDelivery } from '@plivo-to-vobiz/mappings'
import { type Call, elapse, elapsed } from '../call/call.ts'
import { expectsXml } from '../document/check-reply.ts'
import { type Fault, isForged } from '../fault/fault.ts'
import { judgeForged } from '../fault/judge-forged.ts'
import { type Target, toPublicUrl } from '../loopback.ts'
import type { Exchange, Moment, Problem } from '../transcript.ts'
import { type Delivery, deliver, type Webhook, withQuery } from './deliver.ts'
import { type Secrets, type Signable, signWebhook } from './sign-webhook.ts'
import { toParams, type WebhookContent } from './to-params.ts'

/** A webhook to send during a call. */
export interface Sending extends Partial<WebhookContent> {
  readonly moment: Moment
  readonly url: string
  readonly method?: string | undefined
  /** Rows and contradictions that make this provider send it, or send it this way. */
  readonly because?: readonly string[]
}

/** What sending needs to know about the call. */
export interface SenderOptions {
  readonly call: Call
  readonly target: Target
  readonly secrets: Secrets
  readonly faults: ReadonlySet<Fault>
  readonly acceptsForged: boolean
  /** Real milliseconds the application may take, at most. */
  readonly patienceMs: number
  readonly record: (exchange: Exchange) => void
}

const NOT_THE_TOKEN = { own: 'not-the-token', main: 'not-the-token' }

/**
 * Gives a function that signs a webhook, delivers it as often as the provider would, and records every delivery. Waits
 * between tries pass on the virtual clock.
 */
export function createSender(options: SenderOptions): (sending: Sending) => Promise<Delivery> {
  const { call, faults, record } = options
  const policy = getDelivery(call.provider)
  return async (sending) => {
    const webhook = toWebhook(sending, options)
    const limitMs = expectsXml(sending.moment) ? policy.answerMs : policy.callbackMs
    const settings = toRetries(policy, sending.url)
    for (let attempt = 1; ; attempt += 1) {
      const late = attempt === 1 && faults.has('slow-network')
      const delivery = await deliverOnce(webhook, { sending, options, limitMs, attempt })
      if (late) elapse(call, limitMs / 1000)
      const failure = late ? 'rt' : toFailure(delivery.exchange)
      const again = failure !== undefined && settings.retryOn.includes(failure) && attempt <= settings.retries
      record(again ? asRepeated(delivery.exchange, { late, limitMs }) : delivery.exchange)
      if (!again) {
        if (faults.has('duplicate')) record(await deliverTwice(webhook, { sending, options, limitMs, delivery }))
        return late ? asTooLate(delivery, limitMs) : delivery
      }
      elapse(call, (settings.backOffMs * 2 ** (attempt - 1)) / 1000)
    }
  }
}

function toWebhook(sending: Sending, { call, target, secrets, faults }: SenderOptions): Webhook {
  const { moment, url, method, because: _because, ...content } = sending
  const params = toParams(call, { set: 'element', status: 'in-progress', ...content })
  const verb = method === 'GET' ? 'GET' : 'POST'
  // A URL fragment tunes delivery on Plivo; it is no part of the request and signed nowhere.
  const publicUrl = toPublicUrl(target, url).split('#')[0] ?? ''
  // A GET carries everything in its query, which Plivo signs and Vobiz does not.
  const signable: Signable =
    verb === 'GET'
      ? { method: verb, url: withQuery(publicUrl, new URLSearchParams(params).toString()), params: {} }
      : { method: verb, url: publicUrl, params }
  const keys = faults.has('wrong-token') ? NOT_THE_TOKEN : secrets
  const signed = URL.canParse(publicUrl) && !faults.has('unsigned')
  const headers = signed ? signWebhook(call.provider, signable, keys) : {}
  return { moment, method: verb, url: publicUrl, params, headers }
}

interface Once {
  readonly sending: Sending
  readonly options: SenderOptions
  readonly limitMs: number
}

async function deliverOnce(webhook: Webhook, { sending, options, limitMs, attempt }: Once & { attempt: number }) {
  const { call, target, faults, acceptsForged, patienceMs } = options
  const at = elapsed(call)
  const delivery = await deliver(call.provider, target, { ...webhook, timeoutMs: Math.min(limitMs, patienceMs) })
  const exchange: Exchange = { ...delivery.exchange, at, attempt, because: sending.because ?? [] }
  const judged = isForged(faults) && !acceptsForged ? judgeForged(exchange) : exchange
  return { ...delivery, exchange: judged }
}

/** The same bytes once more, as networks and providers sometimes do; the second answer decides nothing. */
async function deliverTwice(webhook: Webhook, once: Once & { delivery: Delivery }): Promise<Exchange> {
  const { exchange } = await deliverOnce(webhook, { ...once, attempt: 2 })
  const [first, second] = [once.delivery.exchange.reply, exchange.reply]
  const differs = first?.status !== second?.status || (expectsXml(webhook.moment) && first?.body !== second?.body)
  const problem: Problem = {
    code: 'duplicate-differs',
    severity: 'warning',
    message: 'the second delivery of the same webhook got another answer than the first',
  }
  return { ...exchange, fault: 'duplicate', problems: differs ? [...exchange.problems, problem] : exchange.problems }
}

interface Retries extends Pick<DeliveryRow, 'retries' | 'backOffMs'> {
  readonly retryOn: readonly DeliveryFailure[]
}

/** The provider's policy, changed by what the application wrote behind the `#` of its URL where there is such a thing. */
function toRetries(policy: DeliveryRow, url: string): Retries {
  const given = new URLSearchParams(policy.fragment === undefined ? '' : (url.split('#')[1] ?? ''))
  const { retries, backOffMs, retryOn, fragment } = policy
  if (fragment === undefined) return policy
  const count = Number(given.get(fragment.retries) ?? retries)
  const words = given.get(fragment.policy)?.split(',') ?? []
  const named = words.flatMap((word): DeliveryFailure[] =>
    word === 'all' ? ['ct', 'rt', 'status'] : word === 'ct' || word === 'rt' ? [word] : ['status'],
  )
  return { backOffMs, retries: Number.isInteger(count) ? count : retries, retryOn: named.length > 0 ? named : retryOn }
}

function toFailure({ reply, problems }: Exchange): DeliveryFailure | undefined {
  if (reply !== undefined) return reply.status >= 200 && reply.status < 300 ? undefined : 'status'
  // An address elsewhere is no failure of the network: nothing was sent, and nothing will be.
  return problems.some(({ code }) => code === 'no-reply') ? 'ct' : undefined
}

/** A delivery the provider repeats is no reason for the call to fail. */
function asRepeated(exchange: Exchange, { late, limitMs }: { late: boolean; limitMs: number }): Exchange {
  const problems = exchange.problems.map((problem) =>
    problem.severity === 'error' ? { ...problem, severity: 'warning' as const } : problem,
  )
  return late
    ? { ...exchange, fault: 'slow-network', problems: [...problems, tooLate(limitMs, 'info')] }
    : { ...exchange, problems }
}

function asTooLate(delivery: Delivery, limitMs: number): Delivery {
  const { exchange } = delivery
  return {
    elements: [],
    exchange: { ...exchange, fault: 'slow-network', problems: [...exchange.problems, tooLate(limitMs, 'error')] },
  }
}

const tooLate = (limitMs: number, severity: Problem['severity']): Problem => ({
  code: 'too-late',
  severity,
  message: `the answer came after more than ${limitMs / 1000} s and is dropped`,
})
