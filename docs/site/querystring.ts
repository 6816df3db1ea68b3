/** What `packages/signatures` takes from `node:querystring`, for the browser. */
export function parse(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  // The pairs are joined anew, so that a mark that begins a query is part of the first name here, as it is in Node.
  for (const [name, value] of new URLSearchParams(`&${text}`)) {
    const earlier = fields[name]
    fields[name] = earlier === undefined ? value : [...(Array.isArray(earlier) ? earlier : [earlier]), value]
  }
  return fields
}
