import type { AttributeRow } from '@plivo-to-vobiz/mappings'
import { toCode } from './element-rules.ts'
import type { FindingCode } from './findings.ts'

/** What becomes of a value: nothing (`keep`), another value (`set`), or the attribute goes (`drop`). */
export type Verdict =
  | { readonly act: 'keep'; readonly code?: FindingCode; readonly detail?: string }
  | { readonly act: 'set'; readonly value: string; readonly code?: FindingCode; readonly detail?: string }
  | { readonly act: 'drop'; readonly code?: FindingCode; readonly detail?: string }

const KEEP: Verdict = { act: 'keep' }
const INTEGER = /^\s*[+-]?\d+\s*$/

/** Judges a value by the range and the words of its row. The value must not be a template expression. */
export function judgeValue(row: AttributeRow, value: string): Verdict {
  if (row.range !== undefined) return judgeNumber(row, row.range, value)
  if (row.enum !== undefined) return judgeWord(row, row.enum, value)
  return KEEP
}

function judgeNumber(row: AttributeRow, range: NonNullable<AttributeRow['range']>, value: string): Verdict {
  if (range.allow?.includes(value)) return KEEP
  const number = INTEGER.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= (range.max ?? Number.MAX_SAFE_INTEGER)) return KEEP
  if (row.check?.act === 'clamp' && !Number.isNaN(number)) {
    const clamped = String(number < range.min ? range.min : range.max)
    return { act: 'set', value: clamped, code: toCode(row.check.code), detail: `${number} became ${clamped}` }
  }
  return { act: 'drop', code: 'value-not-allowed', detail: `expected ${describeRange(range)}` }
}

function describeRange({ min, max, allow = [] }: NonNullable<AttributeRow['range']>): string {
  return [max === undefined ? `a whole number from ${min}` : `a whole number ${min}..${max}`, ...allow].join(' or ')
}

function judgeWord(row: AttributeRow, words: readonly string[], value: string): Verdict {
  if (words.includes(value)) return KEEP
  if (row.check?.act !== 'keep' || row.recase !== undefined) {
    const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
    if (word !== undefined)
      return { act: 'set', value: word, ...(row.recase === undefined ? {} : { code: toCode(row.recase) }) }
  }
  if (row.check === undefined) return { act: 'drop', code: 'value-not-allowed', detail: `expected ${words.join(', ')}` }
  const code = toCode(row.check.code)
  if (row.check.act === 'replace') return { act: 'set', value: row.check.value, code }
  return row.check.act === 'keep' ? { act: 'keep', code } : { act: 'drop', code }
}

/** Whether dropping the attribute changes nothing on Vobiz; lists of keys are compared whatever their order. */
export function isNoop(row: AttributeRow, value: string): boolean {
  if (row.noop === undefined) return false
  return value === row.noop || (/[*#]/.test(row.noop) && toKeys(value) === toKeys(row.noop))
}

const toKeys = (value: string): string => [...new Set(value)].sort().join('')
