import { EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { type CallProvider, PROVIDER_NAME } from '../provider.ts'
import type { Exchange, SentWebhook, Step, StepAction, Transcript } from '../transcript.ts'
import { printCanonical, toCanonical } from './canonical.ts'
import { withoutMarks } from './input-mark.ts'

/** Who a line of a call flow is about. */
export type LineRole = 'request' | 'reply' | 'refused' | 'caller' | 'problem'

/** One line of a call flow. Lines with the same key mean the same thing on both providers. */
export interface Line {
  readonly role: LineRole
  readonly text: string
  readonly key: string
  /** Seconds on the virtual clock since the call was placed. */
  readonly at: number
  /** What happens on the phone; absent for webhooks and problems. */
  readonly action?: StepAction
  /** Rows and contradictions behind it. */
  readonly because: readonly string[]
}

/** Parameters worth reading in a line; the others are the same on every webhook of a call. */
const TELLING = [
  PARAM.CallStatus,
  PARAM.Digits,
  PARAM.InputType,
  PARAM.Speech,
  PARAM.DialAction,
  PARAM.DialStatus,
  PARAM.RecordingID,
  PARAM.RecordingDuration,
  PARAM.HangupCause,
  PARAM.Duration,
] as const

/** Path and query of an address. */
export function toPath(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return withoutMarks(pathname + search)
}

/** A text with the application's own origin taken off the addresses in it. */
export function withoutOrigin(text: string, { request }: Exchange): string {
  return withoutMarks(URL.canParse(request.url) ? text.replaceAll(new URL(request.url).origin, '') : text)
}

/** Element names of a reply: `<Speak> <Dial>`. */
const toTagNames = (tags: readonly string[]): string => tags.map((tag) => tag.replace(/[ >].*$/s, '>')).join(' ')

/** Event and telling parameters of a webhook: `Event=StartApp CallStatus=ringing`. */
export function describe({ event, params }: SentWebhook): string {
  const pairs = TELLING.filter((name) => isTelling(name, params[name])).map((name) => `${name}=${params[name]}`)
  // Every webhook of an element says Redirect; what the element found out says more.
  const named = event === '' || (event === EVENT.Redirect && pairs.length > 0) ? [] : [`${PARAM.Event}=${event}`]
  return [...named, ...pairs].join(' ')
}

/** A call as short lines, in order. */
export function toLines(transcript: Transcript): readonly Line[] {
  return transcript.entries.flatMap((entry) => [
    ...(entry.kind === 'exchange' ? exchangeLines(entry, transcript.provider) : stepLines(entry)),
    ...entry.problems.map(({ severity, message }) => ({
      role: 'problem' as const,
      text: `${severity}: ${message}`,
      key: message,
      at: entry.at,
      because: [],
    })),
  ])
}

/** A step as a sentence. */
export function toSentence({ action, text }: Step): string {
  if (action === 'ends') return `call ends: ${text}`
  if (action === 'asks') return `application asks: ${text}`
  return action === 'ignores' ? `provider ignores ${text}` : `caller ${action} ${text}`
}

/** Name of the provider of a transcript. */
export const providerName = ({ provider }: Transcript): string => PROVIDER_NAME[provider]

/** An empty value tells nothing, nor does the status of a call that is simply going on. */
const isTelling = (name: string, value: string | undefined): boolean =>
  value !== undefined && value !== '' && !(name === PARAM.CallStatus && value === 'in-progress')

function exchangeLines(exchange: Exchange, provider: CallProvider): readonly Line[] {
  const { request, reply } = exchange
  const path = toPath(request.url)
  const answered = reply === undefined ? 'no answer' : `${reply.status} ${toTagNames(reply.elements)}`.trim()
  const normalised = toCanonical(provider, exchange).map(printCanonical).join('')
  const accepted = reply !== undefined && reply.status < 300
  return [
    {
      role: 'request',
      text: `${request.method} ${path} ${describe(request)}`.trim(),
      key: `${request.moment} ${request.method} ${path}`,
      at: exchange.at,
      because: exchange.because,
    },
    {
      role: accepted ? 'reply' : 'refused',
      text: answered,
      key: `${request.moment} ${path} answers ${reply?.status} ${normalised}`,
      at: exchange.at,
      because: [],
    },
  ]
}

function stepLines(step: Step): readonly Line[] {
  const { action, text, at, because } = step
  return [{ role: 'caller', text: toSentence(step), key: `${action} ${text}`, at, action, because }]
}
