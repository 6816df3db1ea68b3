import type { Call } from './call.ts'

/** PlivoXML as text, a `plivo.Response()`, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler may simply end
export type HandlerReply = string | { toXML(): string } | undefined | void

/** Handles one webhook. Its reply is translated when the call is on Vobiz, and dropped where no XML is expected. */
export type Handler = (call: Call) => HandlerReply | Promise<HandlerReply>

/**
 * What the application does, by event. An event without a handler gets an empty `<Response>`; `fallback` falls back on
 * `answer`.
 *
 * @example
 * const handlers: Handlers = {
 *   answer: () => new plivo.Response().addSpeak('Hello').toXML(),
 *   hangup: (call) => log(call.callUuid, call.outcome),
 * }
 */
export interface Handlers {
  /** Outbound call is ringing; any URL. Runs once per delivery, no XML. */
  readonly ring?: Handler
  /** Call arrived (inbound, still ringing) or was answered (outbound). XML. */
  readonly answer?: Handler
  /** Call is over; any URL. Runs once per call, whatever the number of deliveries. No XML. */
  readonly hangup?: Handler
  /** The fallback URL was called (see `fallbackPath`), or the `answer` handler failed. XML. */
  readonly fallback?: Handler
  /** Result of GetDigits, GetInput or Gather (XML), and their interim results (no XML; they carry a sequence number). */
  readonly input?: Handler
  /** A Dial has ended. XML. */
  readonly dial?: Handler
  /** Something happened to one leg of a Dial. No XML. */
  readonly dialEvent?: Handler
  /** A recording is there: the URL is in the parameters. XML on Plivo's action, none on Vobiz. */
  readonly record?: Handler
  /** Conference callbacks. XML for a wait sound. */
  readonly conference?: Handler
  /** Stream status. No XML. */
  readonly stream?: Handler
  /** Result of machine detection. No XML. */
  readonly machine?: Handler
  /** Target of a Redirect. XML. */
  readonly redirect?: Handler
  /** Target of the transfer API. XML. */
  readonly transfer?: Handler
  /** Whatever else comes, untouched. No XML. */
  readonly unknown?: Handler
}
