import type { FormFields } from './form.ts'

/** What stands between name and value, and between pairs. */
export interface Separators {
  readonly inside: string
  readonly between: string
}

/**
 * Pairs as one text, sorted by name and within a name by value, by UTF-16 code unit. `undefined` when a value is not
 * flat: it comes from a parser that nests, and has no one spelling.
 */
export function joinSorted(fields: FormFields, { inside, between }: Separators): string | undefined {
  let text = ''
  let gap = ''
  for (const name of Object.keys(fields).sort()) {
    const value: unknown = fields[name]
    // Stryker disable next-line ConditionalExpression,StringLiteral: a short cut; below, a text is a list of one
    if (typeof value === 'string') {
      text += gap + name + inside + value
      gap = between
    } else if (!isFlatValue(value)) return undefined
    else
      for (const one of [value].flat().map(String).sort()) {
        text += gap + name + inside + one
        gap = between
      }
  }
  return text
}

/** Whether every value is text, a number or a boolean, or a list of those. */
export const isFlat = (fields: FormFields): boolean => Object.values(fields).every(isFlatValue)

const isFlatValue = (value: unknown): boolean => isScalar(value) || (Array.isArray(value) && value.every(isScalar))

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
