import type { HeaderFields } from '../verification.ts'

const isHeaders = (headers: HeaderFields): headers is Headers => typeof headers.get === 'function'

/**
 * The value of a header, whatever the case of its name; repeated headers are joined with a comma, as HTTP allows.
 * Node and web hosts keep lower-case names, so those are found without a walk. Pseudo-headers of HTTP/2 (`:authority`)
 * are Node's alone: web `Headers` throw when asked for one.
 */
export function readHeader(headers: HeaderFields, name: string): string | undefined {
  if (isHeaders(headers)) return name.startsWith(':') ? undefined : (headers.get(name) ?? undefined)
  const lower = name.toLowerCase()
  const direct = headers[lower]
  if (direct !== undefined) return join(direct)
  for (const key of Object.keys(headers)) {
    if (key.length === lower.length && key.toLowerCase() === lower) return join(headers[key])
  }
  return undefined
}

const join = (value: string | readonly string[] | undefined): string | undefined =>
  value === undefined || typeof value === 'string' ? value : value.join(', ')
