/** A request as it came over the wire. */
export interface Seen {
  readonly verb: string
  /** Path and query, undecoded, without the base path of the API. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The sender's port: one per connection. */
  readonly port: number | undefined
  /** The body's exact text. */
  readonly body: string
}

/** Id every answer of a stand-in carries. */
export const API_ID = 'api-1'

/** An answer; `undefined` body = empty. */
export interface RestReply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Whether a value is an object with fields. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of a JSON body; none when it is no JSON object. */
export function readFields({ body }: Seen): Record<string, unknown> {
  try {
    const value: unknown = body === '' ? {} : JSON.parse(body)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

/** A field as text, empty when it is missing. */
export function textOf(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
