import type { AttributeFacts, RangeFacts } from './attribute-facts.ts'
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

/** Judges a value by the range and the words of its facts. The value must not be a template expression. */
export function judgeValue(facts: AttributeFacts, value: string): Verdict {
  if (facts.range !== undefined) return judgeNumber(facts, facts.range, value)
  if (facts.words !== undefined) return judgeWord(facts, facts.words, value)
  return KEEP
}

function judgeNumber(facts: AttributeFacts, range: RangeFacts, value: string): Verdict {
  if (range.allow.includes(value)) return KEEP
  const number = INTEGER.test(value) ? Number(value) : Number.NaN
  if (number >= range.min && number <= range.max) return KEEP
  if (facts.act !== 'clamp' || Number.isNaN(number)) return drop('value-not-allowed', `expected ${describe(range)}`)
  const clamped = String(number < range.min ? range.min : range.max)
  return set(clamped, facts.code, `${number} became ${clamped}`)
}

function describe({ min, max, allow }: RangeFacts): string {
  const numbers = max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number ${min}..${max}`
  return [numbers, ...allow].join(' or ')
}

function judgeWord(facts: AttributeFacts, words: readonly string[], value: string): Verdict {
  if (words.includes(value)) return KEEP
  if (facts.act !== 'keep' || facts.recase !== undefined) {
    const word = words.find((candidate) => candidate.toLowerCase() === value.toLowerCase())
    if (word !== undefined) return set(word, facts.recase)
  }
  if (facts.act === 'replace') return set(facts.replacement, facts.code)
  if (facts.act === 'keep') return keep(facts.code)
  return drop(facts.code, facts.code === 'value-not-allowed' ? `expected ${words.join(', ')}` : undefined)
}

/** Whether dropping the attribute changes nothing on Vobiz; lists of keys are compared whatever their order. */
export function isNoop({ noop }: AttributeFacts, value: string): boolean {
  if (noop === undefined || value.length < noop.length) return false
  return value === noop || (noop.includes('*') && toKeys(value) === toKeys(noop))
}

const toKeys = (value: string): string => [...new Set(value)].sort().join('')
