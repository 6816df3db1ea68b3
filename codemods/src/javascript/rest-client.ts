import { findRoute, ROUTES } from '@plivo-to-vobiz/mappings'

/** Our client: the surface of the SDK's over the REST API of Vobiz. */
export const REST_CLIENT = '@plivo-to-vobiz/rest-client'
/** The client of the SDK, and of our package. */
export const CLIENT = 'Client'
/** Makes a client that places each call with one provider or the other. */
export const SPLIT = 'createSplitClient'
/** Type of what it makes. */
export const SPLIT_TYPE = 'SplitClient'

/** Lists are not merged, so the split client has none. */
const UNSPLIT = new Set(['calls.list', 'calls.listLiveCalls', 'calls.listQueuedCalls'])

/** Methods of the SDK's client that the split client has too. */
export const SPLIT_METHODS: ReadonlySet<string> = new Set(
  ROUTES.map(({ id }) => id).filter((id) => id.startsWith('calls.') && !UNSPLIT.has(id)),
)

/** Whether our client does what the SDK's does when a method is called, rather than refuse. */
export const isCovered = (method: string): boolean => {
  const route = findRoute(method)
  return route !== undefined && !route.unverified
}

/** A name for our client in a file that has another `Client`. */
export const toLongerName = (name: string): string => `Vobiz${name}`
