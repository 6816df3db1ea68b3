import type { PublicUrlOptions, TrustProxy } from '@plivo-to-vobiz/signatures/public-url'
import type { Deadlines } from './deadlines.ts'
import type { OnEvent } from './events.ts'
import type { Handlers } from './handlers.ts'
import type { ModeOption } from './modes.ts'
import type { Store } from './store.ts'

/** The tokens of one platform; several during rotation. */
export interface ProviderSecrets {
  /**
   * Auth token of the account, or sub-account, whose calls arrive. `undefined`, as an unset environment variable is,
   * throws `missing-secret`; an empty list is right where only the main account's token is known.
   */
  readonly authToken: string | readonly string[] | undefined
  /** Auth token of the main (parent) account, tried on the MA headers only. */
  readonly mainAuthToken?: string | readonly string[]
}

/** A user name and password of HTTP basic authentication. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/**
 * What happens to a request without signature. Vobiz signs only when the callback URL has credentials, so an unsigned
 * request can be genuine; letting it in needs another proof: the sender's address, credentials, or both.
 */
export type UnsignedPolicy =
  | 'reject'
  | { readonly allow: true; readonly from: readonly string[]; readonly basicAuth?: readonly Credentials[] }
  | { readonly allow: true; readonly basicAuth: readonly Credentials[]; readonly from?: readonly string[] }

/** How requests are received and proved genuine; what every form of the shim takes. */
export interface GuardOptions extends Omit<PublicUrlOptions, 'publicUrl' | 'trustProxy'> {
  /** Plivo's tokens. At least one of the two platforms is needed. */
  readonly plivo?: ProviderSecrets
  /** Vobiz's tokens. */
  readonly vobiz?: ProviderSecrets
  /**
   * Base URL the platforms were given, `https://voice.example.com`; the path and query as received are appended,
   * the mount path included. Several when they were given different ones.
   */
  readonly publicUrl?: string | readonly string[]
  /** Proxies whose forwarded headers count: hops, or address ranges; `true` is one hop. Default 0. */
  readonly trustProxy?: TrustProxy | boolean
  /** Credentials of which every request, signed or not, must present one. */
  readonly basicAuth?: Credentials | readonly Credentials[]
  /** Default `'reject'`. */
  readonly unsigned?: UnsignedPolicy
  /** Default: this process's memory, bounded. Several processes need a shared one. */
  readonly store?: Store
  /**
   * What happens while the store cannot be reached or is slow. `'answer'`: this process's own memory stands in for it,
   * so that calls go on; a replay this process has seen is still refused, but two processes may both handle one hangup.
   * `'refuse'`: every webhook gets 503, and the platform tries again. Default `'answer'`.
   */
  readonly storeFailure?: 'answer' | 'refuse'
  /** How long replies are remembered, in milliseconds. Default one hour. Nonces and calls: one day. */
  readonly rememberMs?: number
  readonly onEvent?: OnEvent
  /**
   * Whose new calls are taken; calls under way go on whatever it says. A function is asked at each new call, so that a
   * switch needs no restart; `createStoredMode` gives one that asks the store. Default `'both'`.
   */
  readonly mode?: ModeOption
  /**
   * Translates the replies to Plivo's calls as well, to report what it would say (`reply.translated` with `dryRun`)
   * before the first call is on Vobiz; the replies themselves stay as they are. With handlers, a request that cannot be
   * proved genuine is refused as ever: no application stands behind them that could decide. In front of an application
   * (`expressIntercept`, the gateway) it is a shadow: everything is verified and reported, nothing is refused or
   * changed. Default false.
   */
  readonly dryRun?: boolean
  /**
   * Performs for calls on Vobiz what Plivo's input elements do and Gather does not: `retries`, `validDigits`,
   * `invalidDigitsSound`, and going on to the next element when the caller does nothing. Actions at the public URL get
   * a query parameter for that, which the application does not see. Default true.
   */
  readonly emulate?: boolean
  /** Bytes a body may have. Default 1 048 576. */
  readonly bodyLimit?: number
  /** Parameters a request may have. Default 1000. */
  readonly parameterLimit?: number
  /** How long bodies, handlers and routes may take before the platform is told that it failed. */
  readonly deadlines?: Deadlines
}

/** Which paths are the fallback URL, unless an option says so: their last segment is `fallback`. */
export const FALLBACK_PATH: RegExp = /\/fallback\/?(?:\?|$)/i

/** Options of `createShim` and of every adapter. */
export interface ShimOptions extends GuardOptions {
  readonly handlers: Handlers
  /** PlivoXML given when the handler of an event that takes XML fails. Default: the error, so that the platform turns to its fallback URL. */
  readonly fallbackXml?: string
  /** Which paths are the fallback URL: their answer events go to `handlers.fallback`. Default: the last segment is `fallback`. */
  readonly fallbackPath?: RegExp
}
