import { ELEMENTS, type ElementRow, type EmitCondition, SSML_SHOWN_BY_VOBIZ } from '@plivo-to-vobiz/mappings'
import { type AttributeRule, attributeRows, toAttributeRule } from './attribute-rules.ts'
import { type FindingCode, toCode } from './findings.ts'

/** A default that is written out. */
export interface Emit {
  readonly name: string
  readonly value: string
  readonly when: EmitCondition
}

/** An element row made ready for use; see {@link AttributeRule}. */
export interface ElementRule {
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
  readonly attributes: ReadonlyMap<string, AttributeRule>
  readonly vobizOnly: readonly string[]
  readonly additions: readonly { readonly name: string; readonly value: string }[]
  readonly emits: readonly Emit[]
  /** Names of the children allowed: in a translation of either dialect, in a lint of one. */
  readonly children: ReadonlySet<string>
}

/** Every element row, as the table has them. */
export const elementRows: readonly ElementRow[] = ELEMENTS
const plivoNames = new Set(elementRows.map((row) => row.plivo))

function indexAttributes(element: string): ReadonlyMap<string, AttributeRule> {
  const own = attributeRows.filter((row) => row.on === element).map(toAttributeRule)
  const index = new Map(own.map((rule) => [rule.plivo, rule]))
  for (const rule of own) if (rule.target !== undefined && !index.has(rule.target)) index.set(rule.target, rule)
  return index
}

function toEmits(element: string): readonly Emit[] {
  return attributeRows.flatMap(({ on, emit, vobiz }) =>
    on !== element || emit === undefined || vobiz === null ? [] : [{ name: vobiz, value: emit.value, when: emit.when }],
  )
}

function toRule(row: ElementRow): ElementRule {
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

const rules = new Map(elementRows.map((row) => [row.plivo, toRule(row)]))

/** The rule of a PlivoXML element. */
export const findRule = (name: string): ElementRule | undefined => rules.get(name)

/** Elements that only Vobiz has, by name; the row without additions speaks for them. */
const vobizRules = new Map(
  [...rules.values()].flatMap((rule) =>
    rule.vobiz === undefined || plivoNames.has(rule.vobiz) || rule.additions.length > 0
      ? []
      : [[rule.vobiz, rule] as const],
  ),
)

/** The rule of an element that only VobizXML has. */
export const findVobizRule = (name: string): ElementRule | undefined => vobizRules.get(name)

const shown: ReadonlySet<string> = new Set(SSML_SHOWN_BY_VOBIZ.tags)

/** Whether Vobiz's pages show the SSML tag. */
export const isShownSsml = (name: string): boolean => shown.has(name)

/** The range Vobiz accepts for an attribute that has one. */
export function getRange(element: string, attribute: string): { readonly min: number; readonly max: number } {
  const range = rules.get(element)?.attributes.get(attribute)?.range
  if (range === undefined) throw new TypeError(`No range for ${element}@${attribute} in the attribute rows.`)
  return range
}
