import type { Exchange, Moment, Step, Transcript } from '../transcript.ts'
import { toPath, withoutOrigin } from './to-lines.ts'

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
export function callerSteps({ entries }: Transcript): readonly string[] {
  return entries
    .filter((entry): entry is Step => entry.kind === 'step' && entry.action !== 'ignores')
    .map(({ action, text }) => `${action} ${text}`)
}

function momentDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const paths = (list: readonly Exchange[]): string => list.map(({ request }) => toPath(request.url)).join(', ')
  const events = (list: readonly Exchange[]): string => list.map(({ request }) => request.event || '(none)').join(', ')
  const both = left.length > 0 && right.length > 0
  return [
    ...differs({ about: 'webhooks', moment }, paths(left), paths(right)),
    ...(both && left.length === right.length ? differs({ about: 'event', moment }, events(left), events(right)) : []),
    ...(both ? paramDifferences(moment, left, right) : []),
    ...(both ? replyDifferences(moment, left, right) : []),
  ]
}

/** Names that only one side ever sends at this moment. */
function paramDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const names = (list: readonly Exchange[]): Set<string> =>
    new Set(list.flatMap(({ request }) => Object.keys(request.params)))
  const [ofLeft, ofRight] = [names(left), names(right)]
  const only = (from: Set<string>, other: Set<string>): string => [...from].filter((name) => !other.has(name)).join(' ')
  return differs({ about: 'parameters', moment }, only(ofLeft, ofRight), only(ofRight, ofLeft))
}

/** Opening tags of the first replies that differ. */
function replyDifferences(moment: Moment, left: readonly Exchange[], right: readonly Exchange[]): Difference[] {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const found = differs({ about: 'reply', moment }, tags(left[index]), tags(right[index]))
    if (found.length > 0) return found
  }
  return []
}

function callerDifferences(left: Transcript, right: Transcript): Difference[] {
  const [ofLeft, ofRight] = [callerSteps(left), callerSteps(right)]
  const only = (from: readonly string[], other: readonly string[]): string =>
    from.filter((step) => !other.includes(step)).join('; ')
  const same = ofLeft.join('\n') === ofRight.join('\n')
  return same ? [] : differs({ about: 'caller' }, only(ofLeft, ofRight) || 'another order', only(ofRight, ofLeft))
}

const exchanges = ({ entries }: Transcript): Exchange[] =>
  entries.filter((entry): entry is Exchange => entry.kind === 'exchange')

const at = (transcript: Transcript, moment: Moment): Exchange[] =>
  exchanges(transcript).filter(({ request }) => request.moment === moment)

const headers = (transcript: Transcript): string =>
  [...new Set(exchanges(transcript).flatMap(({ request }) => request.headerNames))].join(', ')

const tags = (exchange: Exchange | undefined): string =>
  exchange?.reply === undefined ? '' : withoutOrigin(exchange.reply.elements.join(' '), exchange)

function differs(what: Omit<Difference, 'left' | 'right'>, left: string, right: string): Difference[] {
  return left === right ? [] : [{ ...what, left: left || NOTHING, right: right || NOTHING }]
}
