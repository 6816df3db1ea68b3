import type { EventKind, Outcome } from '@plivo-to-vobiz/mappings/callbacks'
import type { HeaderFields } from '@plivo-to-vobiz/signatures'

/** The two platforms the shim stands between. */
export type CallProvider = 'plivo' | 'vobiz'

/** What happened: the name of the handler that is called. */
export type CallEvent = EventKind | 'fallback'

/** Names and values of parameters as received; a name that came twice has an array. */
export type RawParams = Readonly<Record<string, string | readonly string[]>>

/** The HTTP request behind a call, read once and kept. */
export interface CallRequest {
  readonly method: string
  /** The URL the platform called, query included. */
  readonly url: string
  /** Path and query as received at the edge. */
  readonly path: string
  readonly headers: HeaderFields
  /** The body, byte for byte; empty for GET, and where another parser had read it already. */
  readonly rawBody: Uint8Array
}

/** A conference after one of its webhooks. Counted by the shim: neither platform tells of starts and ends. */
export interface ConferenceState {
  /** Members inside. */
  readonly members: number
  /** True once, for the first member that enters. */
  readonly started: boolean
  /** True when the last member has left. An exit told before its enter does not end a conference; the enter then does. */
  readonly ended: boolean
}

/** One verified webhook, told in Plivo's words whichever platform sent it. */
export interface Call {
  readonly provider: CallProvider
  readonly event: CallEvent
  /** Empty when the webhook belongs to no call. */
  readonly callUuid: string
  /** Parameters by Plivo's names, in Plivo's spellings; what only Vobiz sends keeps its name. All are text. */
  readonly params: Readonly<Record<string, string>>
  /** Parameters as received. */
  readonly raw: RawParams
  /** How the call ended, on `hangup` only. Vobiz may say `completed` for a call nobody answered; this does not. */
  readonly outcome: Outcome | undefined
  /** On `conference`, when a member enters or leaves. */
  readonly conference: ConferenceState | undefined
  /** Account the call belongs to, the sub-account where the platform names it; `undefined` when it does not say. */
  readonly account: string | undefined
  /** True when nothing proves who sent the request: it was let in by the `unsigned` option. */
  readonly unsigned: boolean
  readonly request: CallRequest
}
