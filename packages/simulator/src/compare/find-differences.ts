import { PARAM } from '@plivo-to-vobiz/mappings'
import type { Exchange, Moment, Step, Transcript } from '../transcript.ts'
import { toPath, toSentence, withoutOrigin } from './to-lines.ts'

/** What two transcripts of one call disagree on. */
export interface Difference {
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
  return [
    ...differs({ about: 'signature' }, headers(left), headers(right)),
    ...moments.flatMap((moment) => momentDifferences(moment, at(left, moment), at(right, moment))),
    ...callerDifferences(left, right),
  ]
}

/** What the caller experiences, one line each. */
export function callerSteps(transcript: Transcript): readonly string[] {
  return steps(transcript).map(({ action, text }) => `${action} ${text}`)
}

function momentDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const paths = (list: readonly Exchange[]): string => list.map(({ request }) => toPath(request.url)).join(', ')
  const events = (list: readonly Exchange[]): string =>
    [...new Set(list.map(({ request }) => request.event))].filter(Boolean).join(', ')
  const both = left.length > 0 && right.length > 0
  return [
    ...differs({ about: 'webhooks', moment }, paths(left), paths(right)),
    ...(both ? differs({ about: 'event', moment }, events(left), events(right)) : []),
    ...(both ? paramDifferences(moment, left, right) : []),
    ...(both ? replyDifferences(moment, left, right) : []),
  ]
}

/** Names that only one side ever sends at this moment; the event has a line of its own. */
function paramDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const names = (list: readonly Exchange[]): Set<string> =>
    new Set(list.flatMap(({ request }) => Object.keys(request.params)))
  const [ofLeft, ofRight] = [names(left), names(right)]
  const only = (from: Set<string>, other: Set<string>): string =>
    [...from].filter((name) => !other.has(name) && name !== PARAM.Event).join(' ')
  return differs({ about: 'parameters', moment }, only(ofLeft, ofRight), only(ofRight, ofLeft))
}

/** Elements that only one side was ever answered at this moment. */
function replyDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const tags = (list: readonly Exchange[]): readonly string[] => [
    ...new Set(list.flatMap((item) => item.reply?.elements.map((tag) => withoutOrigin(tag, item)) ?? [])),
  ]
  const [ofLeft, ofRight] = [tags(left), tags(right)]
  const only = (from: readonly string[], other: readonly string[]): string =>
    from.filter((tag) => !other.includes(tag)).join(' ')
  return differs({ about: 'reply', moment }, only(ofLeft, ofRight), only(ofRight, ofLeft))
}

function callerDifferences(left: Transcript, right: Transcript): Difference[] {
  if (callerSteps(left).join('\n') === callerSteps(right).join('\n')) return []
  const only = (from: Transcript, other: Transcript): string => {
    const known = callerSteps(other)
    const alone = steps(from).filter(({ action, text }) => !known.includes(`${action} ${text}`))
    return alone.map(toSentence).join('; ')
  }
  return differs({ about: 'caller' }, only(left, right) || 'another order', only(right, left))
}

/** What happens on the phone; what a provider ignores is not heard. */
const steps = ({ entries }: Transcript): Step[] =>
  entries.filter((entry): entry is Step => entry.kind === 'step' && entry.action !== 'ignores')

const exchanges = ({ entries }: Transcript): Exchange[] =>
  entries.filter((entry): entry is Exchange => entry.kind === 'exchange')

const at = (transcript: Transcript, moment: Moment): Exchange[] =>
  exchanges(transcript).filter(({ request }) => request.moment === moment)

const headers = (transcript: Transcript): string =>
  [...new Set(exchanges(transcript).flatMap(({ request }) => request.headerNames))].join(', ')

function differs(what: Omit<Difference, 'left' | 'right'>, left: string, right: string): Difference[] {
  return left === right ? [] : [{ ...what, left: left || NOTHING, right: right || NOTHING }]
}
