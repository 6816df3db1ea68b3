import type { InterceptOptions } from '../intercept/options.ts'
import type { ShimOptions } from '../options.ts'

/** Options of `createGateway`. */
export interface GatewayOptions extends InterceptOptions {
  /** Origin of the application behind the gateway, `http://127.0.0.1:5000`. */
  readonly upstream: string
  /** Time the application has for a webhook of Vobiz; see `ShimOptions`. Everything else may take as long as it takes. */
  readonly deadlines?: NonNullable<ShimOptions['deadlines']>
  /** Where the gateway answers `/healthz` and `/readyz` itself. Default `/_gateway`; with `''` the application's own are out of reach. */
  readonly healthPrefix?: string
  /** WebSocket paths below `paths` that are reached without signature. Default: none. */
  readonly tunnelPaths?: readonly (string | RegExp)[]
}
