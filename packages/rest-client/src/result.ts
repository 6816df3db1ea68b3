import type { Field, RouteRow } from '@plivo-to-vobiz/mappings/rest'
import { convert } from './convert.ts'
import { toCamelKeys } from './keys.ts'
import { type Fields, isFields, readPath, toText } from './records.ts'

const prototypes = new Map<string, object>()

/** An object whose class is named as Plivo names it: applications print results and compare `constructor.name`. */
export function toInstance(className: string, fields: Fields): object {
  let prototype = prototypes.get(className)
  if (prototype === undefined) {
    const named = { [className]: class {} }[className]
    prototype = named?.prototype ?? {}
    prototypes.set(className, prototype)
  }
  return Object.assign(Object.create(prototype), fields)
}

/** One object of a list; some of Plivo's carry an `id` beside the key it comes from. */
export function toItem(row: RouteRow, fields: Fields): object {
  return toInstance(row.resolves, row.item === undefined ? fields : { id: fields[row.item.id], ...fields })
}

/** Removes what the rows read under another name, and what is never passed on. */
function withoutPaths(fields: Fields, paths: readonly string[]): Fields {
  const gone = new Set(paths.filter((path) => !path.includes('.')))
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.has(name)))
}

/** Result keys filled from answer fields. */
export function receive(body: unknown, rows: readonly Field[]): Fields {
  const filled: Fields = {}
  for (const { plivo, vobiz, or, as } of rows) {
    const value = readPath(body, vobiz) ?? (or === undefined ? undefined : readPath(body, or))
    if (value !== undefined) filled[plivo] = value === null ? null : convert(value, as)
  }
  return filled
}

/** One object of an answer as Plivo's client gives it; keys only Vobiz has stay, in camelCase. */
export function toPlivoFields(item: unknown, row: RouteRow): Fields {
  const rows = row.receive ?? []
  const fields = isFields(item) ? item : {}
  const moved = rows.flatMap(({ plivo, vobiz, or }) =>
    [vobiz, ...(or === undefined ? [] : [or])].filter((name) => name !== plivo),
  )
  const rest = toCamelKeys(withoutPaths(fields, [...moved, ...(row.secret ?? [])]))
  return { ...(isFields(rest) ? rest : {}), ...receive(item, rows) }
}

/** Fixed parts of a result, `{name}` replaced. */
function fillAnswer(value: unknown, values: Fields): unknown {
  if (typeof value === 'string') return value.replace(/\{(\w+)\}/g, (_, name: string) => toText(values[name]))
  if (Array.isArray(value)) return value.map((item) => fillAnswer(item, values))
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fillAnswer(inner, values)]))
}

/** The result of one answer, before it gets its class. */
export function toResultFields(row: RouteRow, body: unknown, values: Fields): Fields {
  const wrapped = row.root === undefined ? undefined : readPath(body, row.root)
  const answer = fillAnswer(row.answer ?? {}, values)
  return { ...readApiId(body), ...toPlivoFields(wrapped ?? body, row), ...(isFields(answer) ? answer : {}) }
}

/** `apiId` of an answer, which sits beside a wrapped object. */
export function readApiId(body: unknown): Fields {
  return isFields(body) && typeof body.api_id === 'string' ? { apiId: body.api_id } : {}
}

/** What a method resolves with that answers one object, or `true`. */
export function toResult(row: RouteRow, fields: Fields): unknown {
  return row.resolves === 'true' ? true : toInstance(row.resolves, fields)
}
