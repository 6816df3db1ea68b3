/** A JSON object or a bag of options. */
export type Fields = Record<string, unknown>

/** Plain objects only: arrays, dates and class instances are values. */
export function isFields(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The value at `data.pagination.total`; `undefined` as soon as the way ends. */
export function readPath(value: unknown, path: string): unknown {
  let current = value
  for (const key of path.split('.')) {
    if (Array.isArray(current)) current = current[Number(key)]
    else if (isFields(current) && Object.hasOwn(current, key)) current = current[key]
    else return undefined
  }
  return current
}

/** Not given at all: what Plivo's client calls a missing field. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** A value as the text of a path, a query or a form; objects become JSON. */
export function toText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
