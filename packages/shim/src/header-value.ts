import type { HeaderFields } from '@plivo-to-vobiz/signatures'

const isHeaders = (headers: HeaderFields): headers is Headers => typeof headers.get === 'function'

/** Value of a header by its lower-case name; repeated ones joined with a comma, as HTTP allows. */
export function readHeader(headers: HeaderFields, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  const value = headers[name]
  return value === undefined || typeof value === 'string' ? value : value.join(', ')
}
