import { INPUT_MARK as NAME } from '@plivo-to-vobiz/mappings/callbacks'

/** The URL with a mark, the rest of it byte for byte as it was. */
export function addMark(url: string, mark: string): string {
  const hash = url.indexOf('#')
  const [front, fragment] = hash < 0 ? [url, ''] : [url.slice(0, hash), url.slice(hash)]
  return `${front}${toSeparator(front)}${NAME}=${mark}${fragment}`
}

function toSeparator(url: string): string {
  const query = url.indexOf('?')
  if (query < 0) return '?'
  return query === url.length - 1 || url.endsWith('&') ? '' : '&'
}

/** The path and query without marks, and the marks that were in it; `undefined` when there are none. */
export function takeMarks(path: string): { readonly path: string; readonly marks: readonly string[] } | undefined {
  if (!path.includes(NAME)) return undefined
  const start = path.indexOf('?')
  if (start < 0) return undefined
  const pairs = path.slice(start + 1).split('&')
  const isMark = (pair: string): boolean => pair === NAME || pair.startsWith(`${NAME}=`)
  const marks = pairs.filter(isMark).map((pair) => pair.slice(NAME.length + 1))
  if (marks.length === 0) return undefined
  const rest = pairs.filter((pair) => !isMark(pair)).join('&')
  return { path: path.slice(0, start) + (rest === '' ? '' : `?${rest}`), marks }
}

/** Parameters of a query without marks. */
export function withoutMarks<T>(fields: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  if (!(NAME in fields)) return fields
  const rest: Record<string, T> = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    if (name !== NAME && value !== undefined) rest[name] = value
  }
  return rest
}
