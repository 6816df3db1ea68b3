import type { Call } from './call/call.ts'
import type { XmlElement } from './document/read-document.ts'
import { type Target, toPublicUrl } from './loopback.ts'
import type { Readings } from './readings.ts'
import type { CallScript, DialResult, Input, Recording } from './script.ts'
import type { Exchange, Moment, Problem, Step, StepAction } from './transcript.ts'
import { type Delivery, deliver, withQuery } from './webhook/deliver.ts'
import { type Secrets, type Signable, signWebhook } from './webhook/sign-webhook.ts'
import { toParams, type WebhookContent } from './webhook/to-params.ts'

/** A webhook to send during a call. */
export interface Sending extends Partial<WebhookContent> {
  readonly moment: Moment
  readonly url: string
  readonly method?: string | undefined
}

/** What a step may use while a call is played. */
export interface Session {
  readonly call: Call
  readonly urls: CallScript['urls']
  readonly readings: Readings
  /** Signs, sends and records a webhook. */
  readonly send: (sending: Sending) => Promise<Delivery>
  /** Records what the caller experiences. */
  readonly note: (element: string, action: StepAction, text: string, problems?: readonly Problem[]) => void
  readonly nextInput: () => Input
  readonly nextDial: () => DialResult
  readonly nextRecording: () => Recording
  /** Webhooks that arrive after the call. */
  readonly later: (sending: Sending) => void
  readonly takeLater: () => readonly Sending[]
}

/** What happens after a step: the next element, another document, or the end. */
export type Next =
  | { readonly go: 'on' }
  | { readonly go: 'document'; readonly moment: Moment; readonly delivery: Delivery }
  | { readonly go: 'end'; readonly code: number; readonly source: string }

/** Carries out one element. */
export type StepHandler = (element: XmlElement, session: Session) => Promise<Next>

/** Everything a session is made of. */
export interface SessionOptions {
  readonly call: Call
  readonly script: CallScript
  readonly readings: Readings
  readonly target: Target
  readonly secrets: Secrets
  /** Where exchanges and steps are recorded. */
  readonly entries: (Exchange | Step)[]
}

/** Starts the bookkeeping of one call. */
export function createSession({ call, script, readings, target, secrets, entries }: SessionOptions): Session {
  const takeInput = createQueue<Input>(script.inputs, {})
  const takeDial = createQueue<DialResult>(script.dials, { status: 'no-answer' })
  const takeRecording = createQueue<Recording>(script.recordings, {})
  let late: Sending[] = []

  const send = async ({ moment, url, method, ...content }: Sending): Promise<Delivery> => {
    const params = toParams(call, { set: 'element', status: 'in-progress', ...content })
    const verb = method === 'GET' ? 'GET' : 'POST'
    const publicUrl = toPublicUrl(target, url)
    // A GET carries everything in its query, which Plivo signs and Vobiz does not.
    const signable: Signable =
      verb === 'GET'
        ? { method: verb, url: withQuery(publicUrl, new URLSearchParams(params).toString()), params: {} }
        : { method: verb, url: publicUrl, params }
    const headers = URL.canParse(publicUrl) ? signWebhook(call.provider, signable, secrets) : {}
    const delivery = await deliver(call.provider, target, { moment, method: verb, url, params, headers })
    entries.push(delivery.exchange)
    return delivery
  }

  return {
    call,
    urls: script.urls,
    readings,
    send,
    note: (element, action, text, problems = []) => entries.push({ kind: 'step', element, action, text, problems }),
    nextInput: takeInput,
    nextDial: takeDial,
    nextRecording: takeRecording,
    later: (sending) => late.push(sending),
    takeLater: () => {
      const taken = late
      late = []
      return taken
    },
  }
}

/** Gives the listed things in order, then the default for ever. */
function createQueue<T>(listed: readonly T[] | undefined, fallback: T): () => T {
  const rest = [...(listed ?? [])]
  return () => rest.shift() ?? fallback
}
