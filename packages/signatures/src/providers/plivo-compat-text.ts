import { parse } from 'node:querystring'
import type { FormFields } from '../form.ts'

/** UTF-8 bytes as a binary string; hashing it as text encodes it a second time, as the vendor's package does. */
export const encodeTwice = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** Text the vendor's package signs for V2, its URL parsing included. */
export function toCompatV2Text(url: string, nonce: string): string {
  return parseLoosely(encodeTwice(url)).base + encodeTwice(nonce)
}

/** Text the vendor's package signs for V3. Throws where the package throws. */
export function toCompatV3Text(request: { method: string; url: string; form: FormFields }, nonce: string): string {
  const { base, query } = parseLoosely(encodeTwice(request.url))
  const own = parse(query)
  const suffix = `.${encodeTwice(nonce)}`
  if (request.method === 'GET') {
    const pairs = joinSorted(merge(own, request.form), '=', '&')
    return (pairs === '' ? base : `${base}?${pairs}`) + suffix
  }
  if (request.method !== 'POST') throw new TypeError('The vendor package knows GET and POST only.')
  const pairs = joinSorted(merge(own, {}), '=', '&')
  if (Object.keys(request.form).length === 0) return (pairs === '' ? base : `${base}?${pairs}`) + suffix
  return `${base}?${pairs}${pairs === '' ? '' : '.'}${joinSorted(request.form, '', '')}${suffix}`
}

type Values = string | readonly string[]

/** A plain object on purpose: inherited names and `__proto__` behave as in the vendor's package. */
function merge(first: Readonly<Record<string, Values | undefined>>, second: FormFields): Record<string, string[]> {
  const merged: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(first)) merged[name] = [value ?? ''].flat()
  for (const [name, value] of Object.entries(second)) {
    const values = [value].flat()
    merged[name] = name in merged ? (merged[name] ?? []).concat(values) : values
  }
  return merged
}

function joinSorted(fields: FormFields, between: string, after: string): string {
  const pairs: string[] = []
  for (const name of Object.keys(fields).sort()) {
    const value: unknown = fields[name]
    const values: readonly unknown[] = Array.isArray(value) ? [...value].sort() : [value]
    for (const one of values) pairs.push(name + between + toText(one))
  }
  return pairs.join(after)
}

function toText(value: unknown): string {
  if (value === null || value === undefined) throw new TypeError('The vendor package throws on a missing value.')
  return value.toString()
}

/**
 * Reads a URL as the vendor's parser does: text before any `@` with at most one colon is taken for credentials, the
 * host ends at the first colon, a scheme may be missing.
 */
function parseLoosely(url: string): { base: string; query: string } {
  const scheme = /^[^:@]+:[^:@/]*@/.test(url) ? undefined : /^([^:/?#.]+):/.exec(url)?.[1]
  let rest = url.slice(scheme === undefined ? 0 : scheme.length + 1)
  if (rest.startsWith('//')) rest = rest.slice(2)
  rest = rest.slice(/^[^:@]*(?::[^:@]*)?@/.exec(rest)?.[0].length ?? 0)
  const host = /^[^:/?#]*/.exec(rest)?.[0] ?? ''
  rest = rest.slice(host.length)
  const port = /^:(\d*)/.exec(rest)?.[1]
  if (port !== undefined) rest = rest.slice(port.length + 1)
  const path = /^(?:\/[^?#]*|[^?#/]*)/.exec(rest)?.[0] ?? ''
  const after = rest.slice(path.length)
  const query = /^\?([^#]*)/.exec(after)?.[1] ?? ''
  return { base: joinPath(`${scheme ?? 'http'}://${host}${port ? `:${port}` : ''}`, path.trim()), query }
}

function joinPath(origin: string, path: string): string {
  const start = origin.endsWith('/') ? origin.slice(0, -1) : origin
  if (path === '') return start
  return path.startsWith('/') ? start + path : `${start}/${path}`
}
