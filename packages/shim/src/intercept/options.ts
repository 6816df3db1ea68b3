import type { GuardOptions } from '../options.ts'

/** Options of `expressIntercept`, `fastifyIntercept` and `koaIntercept`. */
export interface InterceptOptions extends GuardOptions {
  /** Plivo's tokens; the first signs what the application sees, so that its own check passes. */
  readonly plivo: NonNullable<GuardOptions['plivo']>
  /** Vobiz's tokens. */
  readonly vobiz: NonNullable<GuardOptions['vobiz']>
  /**
   * Paths of the application's own routes, the mount path included, for events that Vobiz sends to any URL. An event
   * without a route goes where it was sent.
   */
  readonly routes?: { readonly ring?: string; readonly answer?: string; readonly hangup?: string }
  /**
   * Paths that are the platforms' alone: a request there without signature is refused (see `unsigned`). A text matches
   * that path and everything below it. Default: none, so that requests without any sign of a platform pass through
   * untouched; whatever carries Vobiz's headers or User-Agent is verified on every path.
   */
  readonly paths?: readonly (string | RegExp)[]
  /** Also refuse what carries a bad Plivo signature. Default false: that stays the application's business. */
  readonly verifyPlivo?: boolean
  /** Base URL the application builds its URLs from, when that is not `publicUrl`. */
  readonly appUrl?: string
  /** PlivoXML given to a Vobiz call when the application fails, is late, or replies what cannot be translated. Default: an error, so that Vobiz turns to its fallback URL. */
  readonly fallbackXml?: string
}
