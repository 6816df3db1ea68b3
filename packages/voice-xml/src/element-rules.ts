import {
  ATTRIBUTES,
  type AttributeRow,
  ELEMENTS,
  type ElementRow,
  type EmitCondition,
  SSML_SHOWN_BY_VOBIZ,
} from '@plivo-to-vobiz/mappings'
import { type FindingCode, isFindingCode } from './findings.ts'

/** A default that is written out. */
export interface Emit {
  readonly name: string
  readonly value: string
  readonly when: EmitCondition
}

/** An element row made ready for lookup. */
export interface ElementRule {
  readonly row: ElementRow
  /** Attribute rows by the name Plivo uses; where only Vobiz knows a name, by that one. */
  readonly attributes: ReadonlyMap<string, AttributeRow>
  readonly emits: readonly Emit[]
  /** Names, of either dialect, of the children Vobiz allows. */
  readonly children: ReadonlySet<string>
  /** Whether SSML may stand inside. */
  readonly speech: boolean
}

const rows: readonly ElementRow[] = ELEMENTS
const plivoNames = new Set(rows.map((row) => row.plivo))

/** Attribute rows of one element. */
function indexAttributes(element: string): ReadonlyMap<string, AttributeRow> {
  const own = (ATTRIBUTES as readonly AttributeRow[]).filter((row) => row.on === element)
  const index = new Map(own.map((row) => [row.plivo, row]))
  for (const row of own)
    if (row.vobiz !== null && row.hoistTo === undefined && !index.has(row.vobiz)) index.set(row.vobiz, row)
  return index
}

function toRule(row: ElementRow): ElementRule {
  const attributes = indexAttributes(row.plivo)
  const allowed = [...row.children.vobiz, ...(row.disputedChildren?.vobiz ?? [])]
  const emits = [...new Set(attributes.values())].flatMap(({ emit, vobiz }) =>
    emit === undefined || vobiz === null ? [] : [{ name: vobiz, ...emit }],
  )
  const children = new Set(
    rows.flatMap((child) => (child.vobiz !== null && allowed.includes(child.vobiz) ? [child.plivo, child.vobiz] : [])),
  )
  return { row, attributes, emits, children, speech: row.textKind === 'speech' || row.ssml === true }
}

const rules = new Map(rows.map((row) => [row.plivo, toRule(row)]))
/** Elements that only Vobiz has, by name; the row without additions speaks for them. */
const vobizRules = new Map(
  rows.flatMap((row) => {
    const rule = rules.get(row.plivo)
    return row.vobiz === null || plivoNames.has(row.vobiz) || row.add !== undefined || rule === undefined
      ? []
      : [[row.vobiz, rule] as const]
  }),
)

/** The rule of a PlivoXML element. */
export const findRule = (name: string): ElementRule | undefined => rules.get(name)

/** The rule of an element that only VobizXML has. */
export const findVobizRule = (name: string): ElementRule | undefined => vobizRules.get(name)

/** Whether only Plivo has the element. */
export const isPlivoOnly = (name: string): boolean => {
  const rule = rules.get(name)
  return rule !== undefined && rule.row.vobiz !== name
}

const markers = new Map(
  rows.map((row) => {
    const known = new Set(
      (ATTRIBUTES as readonly AttributeRow[]).flatMap((one) => (one.on === row.plivo ? [one.plivo] : [])),
    )
    const names = [
      ...(row.vobizOnly ?? []),
      ...(ATTRIBUTES as readonly AttributeRow[]).flatMap((one) => (one.on === row.plivo ? (one.vobiz ?? []) : [])),
    ]
    return [row.plivo, new Set(row.vobiz === row.plivo ? names.filter((name) => !known.has(name)) : [])] as const
  }),
)

/** Whether an attribute of a shared element gives away that the document is VobizXML. */
export const isVobizMarker = (element: string, attribute: string): boolean =>
  markers.get(element)?.has(attribute) ?? false

const shown: ReadonlySet<string> = new Set(SSML_SHOWN_BY_VOBIZ.tags)

/** Whether Vobiz's pages show the SSML tag. */
export const isShownSsml = (name: string): boolean => shown.has(name)

/** The finding code a row names; a row that names none that exists is a mistake in the tables. */
export function toCode(code: string | undefined): FindingCode {
  if (code !== undefined && isFindingCode(code)) return code
  throw new TypeError(`No finding ${code}; add it to packages/voice-xml/src/findings.ts or correct the row.`)
}

/** The range Vobiz accepts for an attribute that has one at both ends. */
export function getRange(element: string, attribute: string): { readonly min: number; readonly max: number } {
  const range = rules.get(element)?.attributes.get(attribute)?.range
  if (range?.max === undefined) throw new TypeError(`No range for ${element}@${attribute} in the attribute rows.`)
  return { min: range.min, max: range.max }
}
