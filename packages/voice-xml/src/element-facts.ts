import { ELEMENTS, type ElementRow, type EmitCondition, SSML_SHOWN_BY_VOBIZ } from '@plivo-to-vobiz/mappings'
import { type AttributeFacts, attributeRows, toAttributeFacts } from './attribute-facts.ts'
import { type FindingCode, toCode } from './findings.ts'

/** A default that is written out. */
export interface Emit {
  readonly name: string
  readonly value: string
  readonly when: EmitCondition
}

/** An element row made ready for use; see {@link AttributeFacts}. */
export interface ElementFacts {
  /** Name on Plivo. */
  readonly name: string
  /** Name on Vobiz, unless it has no such element. */
  readonly vobiz: string | undefined
  readonly textKind: ElementRow['textKind']
  readonly isSsml: boolean
  /** Whether SSML may stand inside. */
  readonly isSpeech: boolean
  /** Finding that reports the removal of an element without equivalent. */
  readonly finding: FindingCode | undefined
  /** Findings for children that have no place on Vobiz, by name; `*` for any other. */
  readonly childFindings: ReadonlyMap<string, FindingCode>
  /** Attributes by the name Plivo uses; where only Vobiz knows a name, by that one. */
  readonly attributes: ReadonlyMap<string, AttributeFacts>
  readonly vobizOnly: readonly string[]
  readonly additions: readonly { readonly name: string; readonly value: string }[]
  readonly emits: readonly Emit[]
  /** Names of the children allowed: in a translation of either dialect, in a lint of one. */
  readonly children: ReadonlySet<string>
}

/** Every element row, as the table has them. */
export const elementRows: readonly ElementRow[] = ELEMENTS
const plivoNames = new Set(elementRows.map((row) => row.plivo))

function indexAttributes(element: string): ReadonlyMap<string, AttributeFacts> {
  const own = attributeRows.filter((row) => row.on === element).map(toAttributeFacts)
  const index = new Map(own.map((facts) => [facts.plivo, facts]))
  for (const facts of own) if (facts.target !== undefined && !index.has(facts.target)) index.set(facts.target, facts)
  return index
}

function toEmits(element: string): readonly Emit[] {
  return attributeRows.flatMap(({ on, emit, vobiz }) =>
    on !== element || emit === undefined || vobiz === null ? [] : [{ name: vobiz, value: emit.value, when: emit.when }],
  )
}

function toElementFacts(row: ElementRow): ElementFacts {
  const allowed = [...row.children.vobiz, ...(row.disputedChildren?.vobiz ?? [])]
  const children = elementRows.filter((child) => child.vobiz !== null && allowed.includes(child.vobiz))
  const childFindings = Object.entries(row.childFindings ?? {})
  return {
    name: row.plivo,
    vobiz: row.vobiz ?? undefined,
    textKind: row.textKind,
    isSsml: row.ssml === true,
    isSpeech: row.textKind === 'speech' || row.ssml === true,
    finding: row.finding === undefined ? undefined : toCode(row.finding),
    childFindings: new Map(childFindings.map(([name, code]) => [name, toCode(code)])),
    attributes: indexAttributes(row.plivo),
    vobizOnly: row.vobizOnly ?? [],
    additions: row.add ?? [],
    emits: toEmits(row.plivo),
    children: new Set(children.flatMap(({ plivo, vobiz }) => [plivo, vobiz ?? plivo])),
  }
}

const factsByName = new Map(elementRows.map((row) => [row.plivo, toElementFacts(row)]))

/** The facts of a PlivoXML element. */
export const findFacts = (name: string): ElementFacts | undefined => factsByName.get(name)

/** Elements that only Vobiz has, by name; the row without additions speaks for them. */
const vobizFacts = new Map(
  [...factsByName.values()].flatMap((facts) =>
    facts.vobiz === undefined || plivoNames.has(facts.vobiz) || facts.additions.length > 0
      ? []
      : [[facts.vobiz, facts] as const],
  ),
)

/** The facts of an element that only VobizXML has. */
export const findVobizFacts = (name: string): ElementFacts | undefined => vobizFacts.get(name)

const shown: ReadonlySet<string> = new Set(SSML_SHOWN_BY_VOBIZ.tags)

/** Whether Vobiz's pages show the SSML tag. */
export const isShownSsml = (name: string): boolean => shown.has(name)

/** The range Vobiz accepts for an attribute that has one. */
export function getRange(element: string, attribute: string): { readonly min: number; readonly max: number } {
  const range = factsByName.get(element)?.attributes.get(attribute)?.range
  if (range === undefined) throw new TypeError(`No range for ${element}@${attribute} in the attribute rows.`)
  return range
}
