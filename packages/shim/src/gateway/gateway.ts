import type { Server } from 'node:http'
import type { CheckReady } from './health.ts'
import type { GatewayOptions } from './options.ts'

/** What `createGateway` makes: a server with more to ask of it while it runs. */
export interface Gateway extends Server {
  /**
   * Takes other options from now on; what is under way ends under the old ones, and the default store is kept. Throws a
   * `ShimError` on a wrong option, and goes on as before.
   */
  readonly reconfigure: (options: GatewayOptions) => void
  /** What `/readyz` says: why calls should go elsewhere, `undefined` when they may come. */
  readonly checkReady: CheckReady
  /** Ends the WebSockets that are open: with close code 1001 where their frames are translated, else without one. */
  readonly closeStreams: () => void
}
