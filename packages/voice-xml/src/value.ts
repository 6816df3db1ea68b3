import type { AttributeRule, RangeRule } from './attribute-rules.ts'
import type { FindingCode } from './findings.ts'

/** What becomes of a value: nothing (`keep`), another value (`set`), or the attribute goes (`drop`). */
export interface Verdict {
  readonly act: 'keep' | 'set' | 'drop'
  /** The value to write, when `set`. */
  readonly value: string
  readonly code: FindingCode | undefined
  readonly detail: string | undefined
}

/** The verdict on a value that is in order. */
export const KEEP: Verdict = { act: 'keep', value: '', code: undefined, detail: undefined }

/** Keeps the value, with a finding if there is one. */
export const keep = (code: FindingCode | undefined): Verdict => (code === undefined ? KEEP : { ...KEEP, code })

/** Writes another value. */
export const set = (value: string, code?: FindingCode, detail?: string): Verdict => ({
  act: 'set',
  value,
  code,
  detail,
})

/** Leaves the attribute out. */
export const drop = (code?: FindingCode, detail?: string): Verdict => ({ act: 'drop', value: '', code, detail })

const INTEGER = /^\s*[+-]?\d+\s*$/

/** Judges a value by the range and the words of its rule. The value must not be a template expression. */
export function judgeValue(rule: AttributeRule, value: string): Verdict {
  if (rule.range !== undefined) return judgeNumber(rule, rule.range, value)
  if (rule.words !== undefined) return judgeWord(rule, rule.words, value)
  return KEEP
}

function judgeNumber(rule: AttributeRule, range: RangeRule, value: string): Verdict {
  if (range.allow.includes(value)) return KEEP
  const number = INTEGER.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return KEEP
  if (rule.act !== 'clamp' || Number.isNaN(number)) return drop('value-not-allowed', `expected ${describe(range)}`)
  const clamped = String(number < range.min ? range.min : range.max)
  return set(clamped, rule.code, `${number} became ${clamped}`)
}

function describe({ min, max, allow }: RangeRule): string {
  const numbers = max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number ${min}..${max}`
  return [numbers, ...allow].join(' or ')
}

function judgeWord(rule: AttributeRule, words: readonly string[], value: string): Verdict {
  if (words.includes(value)) return KEEP
  if (rule.act !== 'keep' || rule.recase !== undefined) {
    const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
    if (word !== undefined) return set(word, rule.recase)
  }
  if (rule.act === 'replace') return set(rule.replacement, rule.code)
  if (rule.act === 'keep') return keep(rule.code)
  return drop(rule.code, rule.code === 'value-not-allowed' ? `expected ${words.join(', ')}` : undefined)
}

/** Whether dropping the attribute changes nothing on Vobiz; lists of keys are compared whatever their order. */
export function isNoop({ noop }: AttributeRule, value: string): boolean {
  if (noop === undefined || value.length < noop.length) return false
  return value === noop || (noop.includes('*') && toKeys(value) === toKeys(noop))
}

const toKeys = (value: string): string => [...new Set(value)].sort().join('')
