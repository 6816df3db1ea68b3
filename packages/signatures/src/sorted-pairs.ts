import type { FormFields } from './form.ts'

/** What stands between name and value, and between pairs. */
export interface Separators {
  readonly inside: string
  readonly between: string
}

/** Pairs as one text, sorted by name and within a name by value, by UTF-16 code unit. */
export function joinSorted(fields: FormFields, { inside, between }: Separators): string {
  let text = ''
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name]
    if (Array.isArray(value))
      for (const one of value.map(String).sort()) text += (text === '' ? '' : between) + name + inside + one
    else text += (text === '' ? '' : between) + name + inside + value
  }
  return text
}

/**
 * Whether every value is text, a number or a boolean, or a list of those. Anything else comes from a parser that nests,
 * and has no one spelling.
 */
export function isFlat(fields: FormFields): boolean {
  for (const name of Object.keys(fields)) {
    const value: unknown = fields[name]
    if (!isScalar(value) && !(Array.isArray(value) && value.every(isScalar))) return false
  }
  return true
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
