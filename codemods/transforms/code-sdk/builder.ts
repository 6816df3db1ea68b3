import { ELEMENT, ELEMENTS } from '@plivo-to-vobiz/mappings'
import { type Code, getCalls } from '../../src/grammar/code.ts'
import { getFullNames, getLastName } from '../../src/grammar/full-names.ts'
import { getSdkRow, type SdkNames } from '../../src/grammar/sdk.ts'
import { getRange, is, type Node } from '../../src/grammar/tree.ts'
import { findGivenAttributes } from './given-attributes.ts'
import type { Site } from './site.ts'
import { writeVerb } from './verb.ts'

const verbs: ReadonlySet<string> = new Set(ELEMENTS.map(({ plivo }) => plivo))
/** Verbs no other library of the field adds by such a name. */
const DISTINCT: ReadonlySet<string> = new Set([
  ELEMENT.Speak,
  ELEMENT.GetDigits,
  ELEMENT.GetInput,
  ELEMENT.PreAnswer,
  ELEMENT.MultiPartyCall,
  ELEMENT.Conference,
])

/** A verb that is written, and where. */
interface Use {
  readonly element: string
  readonly node: Node
}

/** Builders of PlivoXML that are made in a file, and the verbs that are added to them. */
export function findBuilderSites(code: Code, sdk: SdkNames): readonly Site[] {
  const classes = findClasses(code, sdk)
  const roots = classes.filter(({ element }) => element === ELEMENT.Response)
  const added = [...classes.filter(({ element }) => element !== ELEMENT.Response), ...findAdded(code, sdk, roots)]
  return [
    ...roots.map(
      ({ node }): Site => ({ kind: 'xml-builder', range: getRange(node), note: { code: 'xml-builder' }, stays: true }),
    ),
    ...added.flatMap((use) => toSite(code, use) ?? []),
  ]
}

function toSite(code: Code, { element, node }: Use): Site | undefined {
  const verb = writeVerb(element, findGivenAttributes(code, element, node))
  if (verb === undefined) return undefined
  const range = getRange(node)
  if (verb.isLost)
    return { kind: 'no-equivalent', range, note: { code: 'xml-builder-lost', args: { verb: element } }, stays: false }
  const { written, codes } = verb
  const args = { verb: element, written, codes: codes.join(', ') }
  const isCalm = codes.length === 0
  return {
    kind: 'xml-builder',
    range,
    note: { code: isCalm ? 'xml-builder-write' : 'xml-builder-write-codes', args },
    stays: true,
  }
}

/** Classes of the builder that are named: `new Speak(…)`, `xml.SpeakElement{…}`. */
function findClasses(code: Code, sdk: SdkNames): readonly Use[] {
  const row = getSdkRow(code)
  if (row === undefined) return []
  const after = row.verb.isClass ? row.verb.after : ''
  const toElement = (path: string): string | undefined => {
    const name = getLastName(path)
    if (name === `${ELEMENT.Response}${after}`) return ELEMENT.Response
    if (!path.startsWith(row.builder) || !name.endsWith(after)) return undefined
    const element = name.slice(0, name.length - after.length)
    return verbs.has(element) ? element : undefined
  }
  const seen = new Set<number>()
  const found = [...findMade(code, sdk)].flatMap(({ node, paths }): readonly (Use & { readonly isSure: boolean })[] => {
    const element = paths.map(toElement).find((one) => one !== undefined)
    if (element === undefined || seen.has(getRange(node).start)) return []
    seen.add(getRange(node).start)
    return [{ element, node, isSure: DISTINCT.has(element) || node.text().includes(row.builder) }]
  })
  // `using Plivo.XML` makes `new User()` a verb, or the application's own class where no reply is built.
  const isReply = found.some(({ element }) => element === ELEMENT.Response)
  return found.filter(({ isSure }) => isSure || isReply)
}

/** Everything that is made of a class: by `new`, or in Go by a literal or a pointer. */
function* findMade(code: Code, sdk: SdkNames): Generator<{ readonly node: Node; readonly paths: readonly string[] }> {
  const { facts, tree } = code
  for (const call of getCalls(code.file))
    if (call.isNew) yield { node: call.node, paths: getFullNames(code, sdk, call) }
  for (const node of facts.types.flatMap((kind) => tree.getNodes(kind))) {
    const isMade = is(node.parent(), 'composite_literal', 'argument_list', 'type_instantiation_expression')
    if (isMade) yield { node, paths: sdk.resolve(node) }
  }
}

/** Verbs added by a method: `response.addSpeak(…)`, on what is known to be a builder or by a name that tells. */
function findAdded(code: Code, sdk: SdkNames, roots: readonly Use[]): readonly Use[] {
  const row = getSdkRow(code)
  if (row === undefined || row.verb.isClass || !sdk.isUsed) return []
  const { before } = row.verb
  const { facts, tree } = code
  const calls = getCalls(code.file)
  const known = new Set<string>()
  const made = new Set(roots.map(({ node }) => node.id()))
  for (let size = -1; size !== known.size + made.size; ) {
    size = known.size + made.size
    for (const node of facts.assignments.flatMap((kind) => tree.getNodes(kind)))
      for (const { target, value } of facts.readAssignment(node)) if (made.has(value.id())) known.add(target.text())
    for (const call of calls)
      if (call.receiver !== undefined && (known.has(call.receiver.text()) || made.has(call.receiver.id()))) {
        made.add(call.node.id())
        for (const given of facts.getBlockNames?.(call.node) ?? []) known.add(given)
      }
  }
  return calls.flatMap(({ node, name, receiver }): readonly Use[] => {
    if (!name.startsWith(before) || receiver === undefined) return []
    const element = name.slice(before.length)
    const isKnown = known.has(receiver.text()) || made.has(receiver.id())
    return verbs.has(element) && /^[A-Z]/.test(element) && (isKnown || DISTINCT.has(element)) ? [{ element, node }] : []
  })
}
