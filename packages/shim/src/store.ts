/**
 * Memory of what has been received: nonces, replies given, calls that are over. `claim` must be atomic across all
 * processes that share the store (`SET key value NX PX ttl`). Values are short text, replies included. A store that
 * cannot answer throws: the request is then refused with 503.
 */
export type { ReplayStore as Store } from '@plivo-to-vobiz/signatures/replay'
