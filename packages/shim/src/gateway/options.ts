import type { InterceptOptions } from '../intercept/options.ts'

/** Options of `createGateway`. */
export interface GatewayOptions extends InterceptOptions {
  /** Origin of the application behind the gateway, `http://127.0.0.1:5000`. */
  readonly upstream: string
  /** Where the gateway answers `/healthz` and `/readyz` itself. Default `/_gateway`; with `''` the application's own are out of reach. */
  readonly healthPrefix?: string
  /** What else has to be right for `/readyz` to say so, such as the connection to a shared store. */
  readonly isReady?: () => boolean | Promise<boolean>
  /**
   * Translates the frames of Vobiz's audio streams into Plivo's dialect and back; streams of Plivo, and other WebSockets,
   * pass as they are. Default false.
   */
  readonly translateStreams?: boolean
  /** WebSocket paths below `paths` that are reached without signature. Default: none. */
  readonly tunnelPaths?: readonly (string | RegExp)[]
}
