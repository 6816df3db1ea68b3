import type { Conversion } from '@plivo-to-vobiz/mappings/rest'
import { addPlus, dropPlus } from './phone-number.ts'
import { toText } from './records.ts'

/** `2026-11-24` of a date, or of a text that starts with one. */
function toDay(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}/.exec(String(value))?.[0] ?? value
}

/** A number only when nothing is lost: ids of 17 digits stay text. */
function toNumber(value: unknown): unknown {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? number : value
}

function toBoolean(value: unknown): unknown {
  if (value === 'true') return true
  return value === 'false' ? false : value
}

/** What each named change of a mapping row does to a value. */
const CONVERSIONS: Readonly<Record<Conversion, (value: unknown) => unknown>> = {
  'add-plus': addPlus,
  boolean: toBoolean,
  date: toDay,
  destinations: (value) => (Array.isArray(value) ? value.map(toText).join('<') : toText(value)),
  'drop-plus': dropPlus,
  list: (value) => (Array.isArray(value) ? value : [value]),
  'lower-case': (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  number: toNumber,
  text: (value) => (value === null ? value : toText(value)),
}

/** Changes a value as its row says; a row without a conversion leaves it alone. */
export function convert(value: unknown, as: Conversion | undefined): unknown {
  return as === undefined || value === undefined ? value : CONVERSIONS[as](value)
}
