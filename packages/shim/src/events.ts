import type { Finding } from '@plivo-to-vobiz/voice-xml'
import type { CallEvent, CallProvider } from './call.ts'
import type { ShimErrorCode } from './errors.ts'
import type { Mode } from './modes.ts'
import type { StoreOperation } from './store.ts'

/** What the event is about; no full number, token or value of a parameter is ever in it. */
interface About {
  readonly provider: CallProvider
  readonly event: CallEvent
  readonly callUuid: string
}

/** What the shim tells `onEvent`, for logs and metrics. Names and fields are stable. */
export type ShimEvent =
  | {
      /** A request was refused, or could not be read. */
      readonly name: 'request.rejected'
      readonly code: ShimErrorCode
      readonly status: number
      /** The platform whose signature headers the request carries. */
      readonly provider: CallProvider | undefined
      /** Path without query. */
      readonly path: string
      /** What failed, what was expected, what to do. */
      readonly message: string
      /** True when the application got the request all the same, because of `dryRun`. */
      readonly dryRun: boolean
    }
  /** A webhook was let in. What comes of it is told by another event. */
  | ({
      readonly name: 'delivery.received'
      /** Path without query, ids and numbers replaced by words. */
      readonly path: string
      /** The last digits of the application's own number, `…123`; `undefined` where none is told. */
      readonly number: string | undefined
      /**
       * What was known of the sender: a right `signature`, `allowed` without one by the `unsigned` option, or `none`,
       * when the application checks Plivo's signature itself.
       */
      readonly proof: 'signature' | 'allowed' | 'none'
      /** True when nothing was done but look, because of `dryRun`. */
      readonly dryRun: boolean
    } & About)
  /** Parameters no table knows. Each name is told once by each process. */
  | ({ readonly name: 'parameters.unknown'; readonly names: readonly string[] } & About)
  /** `mode` says something else than it said at the call before. */
  | { readonly name: 'mode.changed'; readonly mode: Mode; readonly previous: Mode }
  /** Plivo has sent nothing for as long as `readyAfterDays`. Told once by each process. */
  | {
      readonly name: 'cutover.ready'
      readonly readyAfterDays: number
      /** When Plivo sent something last, in milliseconds since 1970; `undefined` when never. */
      readonly lastPlivo: number | undefined
    }
  /** Plivo has sent something again after `cutover.ready`. */
  | { readonly name: 'cutover.delayed'; readonly readyAfterDays: number; readonly lastPlivo: number | undefined }
  /** Counters could not be saved; they are kept and saved later. */
  | { readonly name: 'counters.failed'; readonly error: unknown }
  /** A webhook came again: the stored reply was played back, no handler ran. `by` tells what gave it away. */
  | ({ readonly name: 'delivery.repeated'; readonly by: 'nonce' | 'call' } & About)
  /** A handler has run. `durationMs` is its time. */
  | ({ readonly name: 'call.handled'; readonly durationMs: number } & About)
  /** There is no handler for this event. */
  | ({ readonly name: 'call.unhandled' } & About)
  /** A handler threw, was late, or returned what cannot be translated. The platform is told, and may try again. */
  | ({ readonly name: 'handler.failed'; readonly code: ShimErrorCode; readonly error: unknown } & About)
  /** A handler ended after its deadline: what it replied went nowhere. `error` is what it threw, if it did. */
  | ({ readonly name: 'handler.late'; readonly durationMs: number; readonly error: unknown } & About)
  /** A reply was translated with something to say about it. */
  | ({
      readonly name: 'reply.translated'
      readonly findings: readonly Finding[]
      /** True when the reply itself stayed in Plivo's dialect. */
      readonly dryRun: boolean
    } & About)
  /** With `dryRun`, a reply to Plivo could not be translated. */
  | ({ readonly name: 'reply.untranslatable'; readonly error: unknown } & About)
  /** The store failed or took too long: this process's own memory stood in for it, or the request was refused. */
  | {
      readonly name: 'store.unavailable'
      readonly operation: StoreOperation
      readonly standIn: boolean
      readonly error: unknown
    }
  /** The store answers again, after so many milliseconds. */
  | { readonly name: 'store.back'; readonly awayMs: number }
  /** The reply was given but could not be remembered. */
  | ({ readonly name: 'store.failed'; readonly error: unknown } & About)
  /** Something about an audio stream cannot be translated; told once for each stream. What it is passes as it is. */
  | {
      readonly name: 'stream.untranslatable'
      readonly path: string
      /** Kind of frame. */
      readonly frame: string
      /** The part of it; `undefined` when it is the whole. */
      readonly field: string | undefined
      /** What is the matter, and what to do. */
      readonly reason: string
    }
  /** An audio stream, or another WebSocket that was looked into, has ended. Frames are counted by direction. */
  | {
      readonly name: 'stream.closed'
      readonly path: string
      readonly translated: boolean
      readonly toApp: number
      readonly toPlatform: number
      readonly closeCode: number
    }
  /**
   * The caller entered nothing, or nothing valid, and the shim went on as Plivo would have: the application was not
   * asked. See `emulate`.
   */
  | ({
      readonly name: 'input.failed'
      readonly reason: 'silence' | 'invalid-digits'
      readonly triesLeft: number
    } & About)
  /**
   * The action of an input element came with a mark that is not the shim's own, not for this call or too old
   * (`not-ours`), or whose document the store has no more (`forgotten`); the application got the request.
   */
  | ({ readonly name: 'input.unknown'; readonly reason: 'not-ours' | 'forgotten' } & About)
  /** A handler or route returned XML where none is taken: to an event without reply, or to a Record action that had to wait for its file. */
  | ({ readonly name: 'reply.dropped' } & About)

/** A log or metric hook. What it throws is ignored. */
export type OnEvent = (event: ShimEvent) => void
