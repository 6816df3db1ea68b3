import {
  createPublicUrlResolver,
  type PublicUrl,
  type PublicUrlOptions,
  type TrustProxy,
} from '@plivo-to-vobiz/signatures/public-url'
import { ShimError } from './errors.ts'
import type { Incoming } from './incoming.ts'
import type { GuardOptions } from './options.ts'

/** Where a request came from and the URLs its sender may have been given. */
export interface Edge {
  /** One per `publicUrl`; a signature counts for the one it matches. */
  readonly urls: readonly [string, ...string[]]
  /** First address that is no trusted proxy. */
  readonly clientAddress: string | undefined
}

/** Prepares the lookup of a request's public URL. A wrong option throws; so does a request that has no usable URL. */
export function createEdgeFinder(options: GuardOptions): (incoming: Incoming) => Edge {
  const { publicUrl, trustProxy, forwardedHeader, hosts } = options
  const bases = publicUrl === undefined || typeof publicUrl === 'string' ? [publicUrl] : publicUrl
  const common = {
    trustProxy: toHops(trustProxy),
    ...(forwardedHeader !== undefined && { forwardedHeader }),
    ...(hosts !== undefined && { hosts }),
  }
  const [first, ...rest] = bases.map((base) =>
    createResolver({ ...common, ...(base !== undefined && { publicUrl: base }) }),
  )
  if (first === undefined) throw new ShimError('bad-option', 'publicUrl is an empty list')
  return (incoming) => {
    const { url, clientAddress } = first(incoming)
    return { urls: [url, ...rest.map((resolve) => resolve(incoming).url)], clientAddress }
  }
}

const toHops = (trust: TrustProxy | boolean | undefined): TrustProxy =>
  typeof trust === 'boolean' || trust === undefined ? Number(trust ?? 0) : trust

function createResolver(options: PublicUrlOptions): (incoming: Incoming) => PublicUrl & { readonly ok: true } {
  const resolve = orBadOption(() => createPublicUrlResolver(options))
  return (incoming) => {
    const found = resolve(incoming)
    if (!found.ok) throw new ShimError('bad-url', found.message)
    return found
  }
}

/** Runs a set-up step; what it throws becomes `bad-option`. */
export function orBadOption<T>(make: () => T): T {
  try {
    return make()
  } catch (cause) {
    throw new ShimError('bad-option', cause instanceof Error ? cause.message : undefined, { cause })
  }
}
