import { ATTRIBUTES, type AttributeRow, type ConversionName } from '@plivo-to-vobiz/mappings'
import { type FindingCode, toCode } from './findings.ts'

/** Whole numbers Vobiz accepts, and words beside them. */
export interface RangeFacts {
  readonly min: number
  readonly max: number
  readonly allow: readonly string[]
}

/** An attribute row made ready for use. All have the same fields in the same order, which keeps reading them cheap. */
export interface AttributeFacts {
  /** Element and name as Plivo has them. */
  readonly on: string
  readonly plivo: string
  /** Name on Vobiz; nothing when the attribute is dropped or moves to another element. */
  readonly target: string | undefined
  readonly isHoisted: boolean
  /** Finding that reports the drop, and the value that needs no report. */
  readonly dropCode: FindingCode | undefined
  readonly noop: string | undefined
  /** Finding in the place of `dropCode` where the attribute's work is done by somebody else. */
  readonly emulatedCode: FindingCode | undefined
  readonly range: RangeFacts | undefined
  readonly words: readonly string[] | undefined
  /** What becomes of a value outside range and words, and the finding that says so. */
  readonly act: 'clamp' | 'drop' | 'keep' | 'replace'
  readonly code: FindingCode
  readonly replacement: string
  readonly recase: FindingCode | undefined
  readonly convert: ConversionName | undefined
  /** Finding wherever the attribute is present. */
  readonly flag: FindingCode | undefined
  readonly isUrl: boolean
  /** Words allowed in place of a URL. */
  readonly urlWords: readonly string[]
  readonly plivoDefault: string | null
}

const toOptionalCode = (code: string | undefined): FindingCode | undefined =>
  code === undefined ? undefined : toCode(code)

/** Makes a row ready for use. */
export function toAttributeFacts(row: AttributeRow): AttributeFacts {
  const { range, check, vobiz, hoistTo } = row
  return {
    on: row.on,
    plivo: row.plivo,
    // A sound of Conference keeps its name: its row names the switch that stands for it.
    target: vobiz === null || hoistTo !== undefined ? undefined : row.status === 'value-mapped' ? row.plivo : vobiz,
    isHoisted: hoistTo !== undefined,
    dropCode: vobiz === null ? toCode(row.findings?.[0]) : undefined,
    noop: row.noop,
    emulatedCode: toOptionalCode(row.emulated),
    range: range && { min: range.min, max: range.max ?? Number.MAX_SAFE_INTEGER, allow: range.allow ?? [] },
    words: row.enum,
    act: check?.act ?? 'drop',
    code: toCode(check?.code ?? 'value-not-allowed'),
    replacement: check?.act === 'replace' ? check.value : '',
    recase: toOptionalCode(row.recase),
    convert: row.convert,
    flag: toOptionalCode(row.flag),
    isUrl: row.url === true,
    urlWords: row.words ?? [],
    plivoDefault: row.plivoDefault,
  }
}

/** Every attribute row, as the table has them. */
export const attributeRows: readonly AttributeRow[] = ATTRIBUTES
