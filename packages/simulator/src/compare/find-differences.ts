import {
  CUSTOM_HEADER_PREFIX,
  ELEMENT,
  EVENTS,
  type EventRow,
  findWebhookParams,
  HEADERS,
  PARAM,
} from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'
import type { Exchange, Moment, Step, Transcript } from '../transcript.ts'
import { callerSteps, toCallerSteps } from './caller-steps.ts'
import { printCanonical, toCanonical } from './canonical.ts'
import { explainCaller, explainDrift } from './explain-caller.ts'
import { explainDocuments } from './explain-reply.ts'
import { type Explanation, joinExplanations, UNEXPLAINED } from './explanation.ts'
import { toPath, toSentence } from './to-lines.ts'

export { callerSteps } from './caller-steps.ts'

/** What two transcripts of one call disagree on. */
export interface Difference extends Explanation {
  readonly about: 'signature' | 'webhooks' | 'event' | 'parameters' | 'reply' | 'caller'
  /** The point of the call; absent when it is about the whole call. */
  readonly moment?: Moment
  readonly left: string
  readonly right: string
}

const NOTHING = 'nothing'

/** Lists the differences of two transcripts, in the order a reader wants them. */
export function findDifferences(left: Transcript, right: Transcript): readonly Difference[] {
  const moments = [...new Set([...exchanges(left), ...exchanges(right)].map(({ request }) => request.moment))]
  const caller = callerDifferences(left, right)
  const setting: Setting = { left, right, drift: explainDrift(left, right) }
  return [
    ...differs({ about: 'signature', ...explainHeaders(left, right) }, headers(left), headers(right)),
    ...moments.flatMap((moment) => momentDifferences(moment, setting)),
    ...caller,
  ]
}

interface Setting {
  readonly left: Transcript
  readonly right: Transcript
  /** Why the calls went different ways, if they did. */
  readonly drift: Explanation
}

function momentDifferences(moment: Moment, setting: Setting): Difference[] {
  const [left, right] = [at(setting.left, moment), at(setting.right, moment)]
  const paths = (list: readonly Exchange[]): string =>
    list
      .filter(({ attempt }) => attempt === 1)
      .map(({ request }) => toPath(request.url))
      .join(', ')
  const both = left.length > 0 && right.length > 0
  return [
    ...differs(
      { about: 'webhooks', moment, ...explainWebhooks([...left, ...right], setting) },
      paths(left),
      paths(right),
    ),
    ...(both ? eventDifferences(moment, setting) : []),
    ...(both ? paramDifferences(moment, setting) : []),
    ...(both ? replyDifferences(moment, setting) : []),
  ]
}

/** Why one side hears of something at another address, or not at all. */
function explainWebhooks(list: readonly Exchange[], { drift }: Setting): Explanation {
  const rows = [...new Set(list.flatMap(({ because }) => because))]
  return rows.length > 0 ? { rows, explained: true } : drift
}

function eventDifferences(moment: Moment, setting: Setting): Difference[] {
  const events = (transcript: Transcript): readonly string[] =>
    [...new Set(at(transcript, moment).map(({ request }) => request.event))].filter(Boolean)
  const [ofLeft, ofRight] = [events(setting.left), events(setting.right)]
  const explain = (names: readonly string[], other: readonly string[], lacks: Transcript): readonly Explanation[] =>
    names.filter((name) => !other.includes(name)).map((name) => explainEvent(name, moment, lacks))
  const explanation = joinExplanations([
    ...explain(ofLeft, ofRight, setting.right),
    ...explain(ofRight, ofLeft, setting.left),
  ])
  const because = [setting.left, setting.right].flatMap((one) => at(one, moment)).flatMap((one) => one.because)
  const found =
    because.length === 0 ? explanation : { rows: [...new Set([...because, ...explanation.rows])], explained: true }
  return differs({ about: 'event', moment, ...found }, ofLeft.join(', '), ofRight.join(', '))
}

/** Why one side names an event the other never names here. */
function explainEvent(name: string, moment: Moment, { provider }: Transcript): Explanation {
  const row = (EVENTS as readonly EventRow[]).find(({ plivo, vobiz }) => plivo === name || vobiz === name)
  if (row !== undefined && row[provider] === null) return { rows: [`event:${name}`], explained: true }
  const lacks = findWebhookParams(provider, moment)?.lacks?.includes(PARAM.Event)
  return lacks ? { rows: [`params:${provider}.${moment}`], explained: true } : UNEXPLAINED
}

/** Names that only one side ever sends at this moment; the event has a line of its own. */
function paramDifferences(moment: Moment, { left, right }: Setting): Difference[] {
  const names = (transcript: Transcript): readonly string[] => [
    ...new Set(at(transcript, moment).flatMap(({ request }) => Object.keys(request.params))),
  ]
  const [ofLeft, ofRight] = [names(left), names(right)]
  const only = (from: readonly string[], other: readonly string[]): readonly string[] =>
    from.filter((name) => !other.includes(name) && name !== PARAM.Event)
  const [onlyLeft, onlyRight] = [only(ofLeft, ofRight), only(ofRight, ofLeft)]
  const explanation = joinExplanations([
    explainParams(onlyLeft, moment, { has: left, lacks: right }),
    explainParams(onlyRight, moment, { has: right, lacks: left }),
  ])
  return differs({ about: 'parameters', moment, ...explanation }, onlyLeft.join(' '), onlyRight.join(' '))
}

/** A parameter one side sends is a fact when its row lists it, whatever the other side does. */
function explainParams(
  names: readonly string[],
  moment: Moment,
  { has, lacks }: { has: Transcript; lacks: Transcript },
): Explanation {
  const webhook = moment === 'fallback' ? 'answer' : moment
  return joinExplanations(
    names.map((name): Explanation => {
      if (name.startsWith(CUSTOM_HEADER_PREFIX[has.provider]))
        return { rows: [`prefix:${has.provider}`], explained: true }
      const variants = [has.direction, ...elementsOf(has.provider)]
      const variant = variants.find((one) =>
        findWebhookParams(has.provider, webhook, { direction: one, element: one })?.params.includes(name),
      )
      const named = variants.some((one) =>
        findWebhookParams(lacks.provider, webhook, { direction: one, element: one })?.params.includes(name),
      )
      if (variant !== undefined) return { rows: [toParamsId(has.provider, webhook, variant)], explained: true }
      // What the other provider's row lacks of the usual call parameters.
      return named ? UNEXPLAINED : explainUsual(name, { webhook, lacks })
    }),
  )
}

/** A usual parameter that a webhook of the other side leaves out. */
function explainUsual(name: string, { webhook, lacks }: { webhook: string; lacks: Transcript }): Explanation {
  const row = findWebhookParams(lacks.provider, webhook, { direction: lacks.direction })
  return row?.lacks?.includes(name) ? { rows: [toParamsId(lacks.provider, webhook, '')], explained: true } : UNEXPLAINED
}

const elementsOf = (provider: CallProvider): readonly string[] =>
  provider === 'plivo' ? [ELEMENT.GetDigits, ELEMENT.GetInput] : [ELEMENT.Gather]

/** The shortest id under which the row is found. */
function toParamsId(provider: CallProvider, webhook: string, variant: string): string {
  const row = findWebhookParams(provider, webhook, { direction: variant, element: variant })
  const own = row?.direction ?? row?.element
  return `params:${provider}.${webhook}${own === undefined ? '' : `.${own}`}`
}

/** Elements that only one side was ever answered at this moment, after normalising both. */
function replyDifferences(moment: Moment, { left, right, drift }: Setting): Difference[] {
  const [ofLeft, ofRight] = [firstDeliveries(left, moment), firstDeliveries(right, moment)]
  const pairs = Array.from({ length: Math.max(ofLeft.length, ofRight.length) }, (_, index): Explanation => {
    const [one, other] = [ofLeft[index], ofRight[index]]
    if (one === undefined || other === undefined) return drift
    const found = explainDocuments(toCanonical(left.provider, one), toCanonical(right.provider, other))
    // Where one side was asked more often, the answers belong to different questions.
    const because = [...one.because, ...other.because, ...(ofLeft.length === ofRight.length ? [] : drift.rows)]
    return found.explained || because.length === 0 ? found : { rows: [...because, ...found.rows], explained: true }
  })
  const tags = ({ provider }: Transcript, list: readonly Exchange[]): readonly string[] => [
    ...new Set(list.flatMap((exchange) => toCanonical(provider, exchange)).map(printCanonical)),
  ]
  const [leftTags, rightTags] = [tags(left, ofLeft), tags(right, ofRight)]
  const only = (from: readonly string[], other: readonly string[]): string =>
    from.filter((tag) => !other.includes(tag)).join(' ')
  const explanation = joinExplanations(pairs)
  return differs({ about: 'reply', moment, ...explanation }, only(leftTags, rightTags), only(rightTags, leftTags))
}

const firstDeliveries = (transcript: Transcript, moment: Moment): readonly Exchange[] =>
  at(transcript, moment).filter(({ attempt }) => attempt === 1)

function callerDifferences(left: Transcript, right: Transcript): Difference[] {
  if (callerSteps(left).join('\n') === callerSteps(right).join('\n')) return []
  const only = (from: Transcript, other: Transcript): string => {
    const known = callerSteps(other)
    const alone = toCallerSteps(from).filter(({ action, text }: Step) => !known.includes(`${action} ${text}`))
    return alone.map(toSentence).join('; ')
  }
  const explanation = explainCaller(left, right)
  return differs({ about: 'caller', ...explanation }, only(left, right) || 'another order', only(right, left))
}

const exchanges = ({ entries }: Transcript): Exchange[] =>
  entries.filter((entry): entry is Exchange => entry.kind === 'exchange' && entry.fault !== 'duplicate')

const at = (transcript: Transcript, moment: Moment): Exchange[] =>
  exchanges(transcript).filter(({ request }) => request.moment === moment)

const headerNames = (transcript: Transcript): readonly string[] => [
  ...new Set(exchanges(transcript).flatMap(({ request }) => request.headerNames)),
]

const headers = (transcript: Transcript): string => headerNames(transcript).join(', ')

function explainHeaders(left: Transcript, right: Transcript): Explanation {
  return joinExplanations(
    [...headerNames(left), ...headerNames(right)].map((name) => {
      const row = HEADERS.find((one) => one.name.toLowerCase() === name.toLowerCase())
      return row === undefined ? UNEXPLAINED : { rows: [`header:${row.provider}.${row.key}`], explained: true }
    }),
  )
}

function differs(what: Omit<Difference, 'left' | 'right'>, left: string, right: string): Difference[] {
  return left === right ? [] : [{ ...what, left: left || NOTHING, right: right || NOTHING }]
}
