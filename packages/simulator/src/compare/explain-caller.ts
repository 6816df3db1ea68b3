import { getAttributes } from '@plivo-to-vobiz/mappings'
import type { Exchange, Moment, Step, Transcript } from '../transcript.ts'
import { toCallerSteps } from './caller-steps.ts'
import { type CanonicalElement, toCanonical } from './canonical.ts'
import { explainDocuments } from './explain-reply.ts'
import { type Explanation, UNEXPLAINED } from './explanation.ts'

/** Contradictions that decide what a caller experiences; the others are seen on the wire alone. */
const AUDIBLE: ReadonlySet<string> = new Set(['C12', 'C16', 'C20', 'C26', 'C31'])

const isAudible = (id: string): boolean => AUDIBLE.has(id) || /^(?:attribute|element|delivery):/.test(id)

/**
 * Why callers of the two providers experience something else: the facts at work up to the first step that differs, and
 * what the replies before it lost on their way to the other dialect.
 */
export function explainCaller(left: Transcript, right: Transcript): Explanation {
  const [ofLeft, ofRight] = [toCallerSteps(left), toCallerSteps(right)]
  const first = ofLeft.findIndex((step, index) => !isSame(step, ofRight[index]))
  const index = first === -1 ? ofLeft.length : first
  return atWork({ ...left, entries: upTo(left, ofLeft[index]) }, { ...right, entries: upTo(right, ofRight[index]) })
}

/** Why the two calls may have gone different ways at all, over their whole length. */
export const explainDrift = (left: Transcript, right: Transcript): Explanation => atWork(left, right)

function atWork(left: Transcript, right: Transcript): Explanation {
  const rows = [
    ...[...left.entries, ...right.entries].flatMap(({ because }) => because).filter(isAudible),
    ...lostOnTheWay(documents(left), documents(right)),
  ]
  return rows.length === 0 ? UNEXPLAINED : { rows: [...new Set(rows)], explained: true }
}

type Entry = Exchange | Step

const isExchange = (entry: Entry): entry is Exchange => entry.kind === 'exchange'

const isSame = (one: Step, other: Step | undefined): boolean =>
  other !== undefined && one.action === other.action && one.text === other.text

/** Everything up to a step, itself included; all of it when the call ended before. */
function upTo({ entries }: Transcript, step: Step | undefined): readonly Entry[] {
  return step === undefined ? entries : entries.slice(0, entries.indexOf(step) + 1)
}

interface Document {
  readonly moment: Moment
  readonly elements: readonly CanonicalElement[]
}

const documents = ({ provider, entries }: Transcript): readonly Document[] =>
  entries
    .filter(isExchange)
    .map((exchange) => ({ moment: exchange.request.moment, elements: toCanonical(provider, exchange) }))

/** Rows by which replies of the same moment differ although the application meant the same. */
function lostOnTheWay(before: readonly Document[], after: readonly Document[]): readonly string[] {
  const rest = [...after]
  return before.flatMap(({ moment, elements }) => {
    const index = rest.findIndex((other) => other.moment === moment)
    const [other] = index === -1 ? [] : rest.splice(index, 1)
    return other === undefined ? [] : explainDocuments(elements, other.elements).rows.filter(isHeard)
  })
}

/** An attribute Vobiz lacks or reads otherwise can be heard; one that is only spelled out cannot. */
function isHeard(id: string): boolean {
  const [element = '', name = ''] = id.replace('attribute:', '').split('.')
  const row = getAttributes(element).get(name)
  return row === undefined || row.vobiz === null || row.emit === undefined
}
