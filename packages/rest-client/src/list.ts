import type { Field, ListShape, RouteRow } from '@plivo-to-vobiz/mappings/rest'
import { InvalidRequestError, ServerError } from './errors.ts'
import { toCamelKeys } from './keys.ts'
import { type Fields, isFields, readPath } from './records.ts'
import { toInstance, toItem, toPlivoFields } from './result.ts'

/** Which rows of a list the application asked for. */
export interface Window {
  readonly limit: number
  readonly offset: number
}

/** Plivo's default and most. */
const PLIVO_LIMIT = 20

function readCount(fields: Fields, name: string, otherwise: number): number {
  const given = fields[name]
  if (given === undefined || given === null || given === '') return otherwise
  const count = Number(given)
  if (Number.isInteger(count) && count >= 0) return count
  throw new InvalidRequestError(`${name} is ${JSON.stringify(given)}; expected a whole number of 0 or more.`, {
    code: 'invalid-request',
    outcome: 'not-sent',
  })
}

/** Limit and offset as given, or Plivo's defaults. */
export function readWindow(fields: Fields): Window {
  return { limit: readCount(fields, 'limit', PLIVO_LIMIT) || PLIVO_LIMIT, offset: readCount(fields, 'offset', 0) }
}

/** Pages that cover the window: one, or two when the offset does not fall on a page. */
export function toPages({ query }: ListShape, { limit, offset }: Window): readonly Fields[] {
  if (query === undefined) return [{}]
  const first = Math.floor(offset / limit) + 1
  const pages = offset % limit === 0 ? [first] : [first, first + 1]
  return pages.map((page) => ({ [query.page]: page, [query.size]: limit }))
}

/** A filter Vobiz takes only coarsely, compared again. Values that cannot be compared are kept. */
function passes(item: Fields, { recheck }: Field, wanted: unknown): boolean {
  const seen = recheck === undefined ? undefined : item[recheck.key]
  if (recheck === undefined || seen === undefined || seen === null) return true
  if (recheck.test === 'startswith') return String(seen).startsWith(String(wanted).replace(/^\+/, ''))
  if (recheck.test === 'contains') return String(seen).includes(String(wanted).replace(/^\+/, ''))
  const [left, right] = [toComparable(seen), toComparable(wanted)]
  if (Number.isNaN(left) || Number.isNaN(right)) return true
  const tests = { eq: left === right, gt: left > right, gte: left >= right, lt: left < right, lte: left <= right }
  return tests[recheck.test]
}

/** Numbers as they are; times without a zone are UTC, as Plivo's are. */
function toComparable(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  const text = String(value)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return Number(value)
  const iso = text.replace(' ', 'T')
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) || iso.length === 10 ? iso : `${iso}Z`)
}

const toMeta = (apiPath: string, total: unknown, { limit, offset }: Window): Fields => {
  const totalCount = Number(total ?? 0)
  const link = (start: number): string => `${apiPath}?limit=${limit}&offset=${start}`
  return {
    limit,
    next: offset + limit < totalCount ? link(offset + limit) : null,
    offset,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    totalCount,
  }
}

/** What turns answers into a list. */
export interface ListContext {
  readonly shape: ListShape
  readonly window: Window
  readonly fields: Fields
  /** Plivo's path of the list, for the links of `meta`. */
  readonly apiPath: string
}

/** The items of an answer; `null` is how some services write an empty list, but an answer without one is no list. */
function readItems(row: RouteRow, { items, or }: ListShape, body: unknown): readonly unknown[] {
  const found = readPath(body, items) ?? (or === undefined ? undefined : readPath(body, or))
  if (Array.isArray(found)) return found
  if (readPath(body, items) === null) return []
  throw new ServerError(`${row.id}: the answer holds no list. Expected ${items}.`, {
    code: 'server',
    outcome: 'unknown',
  })
}

/** The array Plivo's client resolves with; `meta` is an enumerable property of it. */
export function toList(row: RouteRow, bodies: readonly unknown[], context: ListContext): object[] {
  const { shape, window, fields, apiPath } = context
  const all = bodies.flatMap((body) => readItems(row, shape, body).map((item) => toPlivoFields(item, row)))
  const start = shape.paging === 'page' ? window.offset % window.limit : 0
  const cut = shape.paging === 'page' ? all.slice(start, start + window.limit) : all
  const checks = (row.send ?? []).filter(({ plivo, recheck }) => recheck !== undefined && fields[plivo] !== undefined)
  const list = cut
    .filter((item) => checks.every((check) => passes(item, check, fields[check.plivo])))
    .map((item) => toItem(row, item))
  const total = shape.total === undefined ? undefined : readPath(bodies[0], shape.total)
  const given = shape.paging === 'offset' ? toCamelKeys(readPath(bodies[0], 'meta')) : undefined
  const meta = given ?? toMeta(apiPath, total ?? list.length, window)
  return Object.defineProperty(list, 'meta', { value: meta, enumerable: true })
}

/** Live and queued calls: bare UUIDs, or objects that hold one. */
export function toCallList(row: RouteRow, shape: ListShape, body: unknown): object[] {
  return readItems(row, shape, body).map((item) => {
    const callUuid = isFields(item) ? item.call_uuid : item
    return toInstance(row.resolves, { id: callUuid, callUuid })
  })
}
