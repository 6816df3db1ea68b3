import type { HeaderFields } from '@plivo-to-vobiz/signatures'

/** A body as an adapter can give it: the bytes, or the fields another parser made of them. */
export type Body = { readonly bytes: Uint8Array } | { readonly fields: Readonly<Record<string, unknown>> }

/** A request as an adapter hands it over, its body still to be read. */
export interface Incoming {
  readonly method: string
  /** Path and query as received at the edge, the mount path included. */
  readonly path: string
  /** True when this very connection is TLS. */
  readonly secure: boolean
  /** Names in lower case, or a web `Headers`. */
  readonly headers: HeaderFields
  /** Host to fall back on where there is no host header. */
  readonly host?: string | undefined
  readonly remoteAddress?: string | undefined
  /** Gives the body, or reads it once, up to `limit` bytes; throws, or rejects with, a `ShimError`. */
  readonly readBody: (limit: number) => Body | Promise<Body>
}

/** What an adapter writes back. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
