import type { Fault } from './fault/fault.ts'

/** What the caller does when asked for input; neither field means silence. */
export interface Input {
  readonly digits?: string
  readonly speech?: string
}

/** Requests an operator makes to the application itself while the call goes on, such as pressing its transfer button. */
export interface OperatorRequest {
  /** Seconds after the call was answered. */
  readonly at: number
  readonly method?: 'GET' | 'POST'
  /** Path of the application; `{CallUUID}` stands for the id of the call, `{provider}` for whose it is. */
  readonly path: string
  /** Form fields, with the same placeholders. */
  readonly form?: Readonly<Record<string, string>>
}

/** Something to do at a moment of a call, from code. */
export interface TimedAction {
  /** Seconds after the call was answered. */
  readonly at: number
  readonly run: (call: { readonly uuid: string }) => Promise<unknown>
}

/** How a caller takes part in a conference or multi-party call. */
export interface Stay {
  /** Default 30. */
  readonly seconds?: number
  /** Members that are there already. Default 1. */
  readonly others?: number
  /** Keys the caller presses inside. */
  readonly keys?: string
  /** `hangup` (default): the caller hangs up. `star`: leaves by the star key. `host`: whoever ends the room leaves. */
  readonly ends?: 'hangup' | 'star' | 'host'
}

/** How an audio stream goes. */
export interface StreamRun {
  /** Seconds until it ends. Default 20. */
  readonly seconds?: number
  /** `hangup` (default): the caller hangs up. `application`: the socket is closed. `dropped`: the connection fails. */
  readonly ends?: 'hangup' | 'application' | 'dropped'
}

/** How a dialled phone reacts. */
export interface DialResult {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'cancel' | 'timeout'
  /** Seconds talked; used when `completed`. Default 30. */
  readonly seconds?: number
  /** Which of several phones it is, from 1. Default 1. */
  readonly leg?: number
  /** Key pressed when asked to confirm; none means that the call is not taken. Default: the right one. */
  readonly confirm?: string
  /** Keys the caller presses while talking. */
  readonly keys?: string
}

/** What the caller leaves after the beep. */
export interface Recording {
  /** Default 8. */
  readonly seconds?: number
  /** Key that ends it; without one the caller falls silent. Default `#`. */
  readonly key?: string
  /** Whether the caller hangs up instead of pressing a key. */
  readonly hangup?: boolean
}

/** Addresses the provider was given: absolute, below the public URL, or paths. */
export interface CallUrls {
  readonly answer: string
  readonly ring?: string
  readonly hangup?: string
  /** Asked when the answer URL fails. */
  readonly fallback?: string
  /** Hears whether a machine answered. */
  readonly machine?: string
}

/** One call to play. Lists are used up in order; when one is used up its default is played. */
export interface CallScript {
  readonly urls: CallUrls
  /** How each of them is called. Default: POST. */
  readonly methods?: Partial<Readonly<Record<keyof CallUrls, string>>>
  /** Default `inbound`. Only outbound calls ring. */
  readonly direction?: 'inbound' | 'outbound'
  /** How an outbound call is taken. Default `answered`. */
  readonly outcome?: 'answered' | 'busy' | 'no-answer' | 'cancel' | 'failed'
  /** Default for all that follow: silence. */
  readonly inputs?: readonly Input[]
  /** Default for all that follow: `no-answer`. */
  readonly dials?: readonly DialResult[]
  /** Default for all that follow: eight seconds, then `#`. */
  readonly recordings?: readonly Recording[]
  /** Default for all that follow: half a minute with one other member, then hanging up. */
  readonly stays?: readonly Stay[]
  /** Default for all that follow: twenty seconds, then hanging up. */
  readonly streams?: readonly StreamRun[]
  /** Seconds after the answer at which the caller hangs up, whatever goes on. */
  readonly hangupAt?: number
  /** Who answers an outbound call. Default `human`. */
  readonly answeredBy?: 'human' | 'machine'
  /** Machine detection the call was placed with: go on or hang up when a machine answers. Default: none. */
  readonly machineDetection?: 'continue' | 'hangup'
  /** Seconds a phone may ring. Default 30 before nobody is taken to answer. */
  readonly ringTimeout?: number
  /** Seconds a call may last. */
  readonly timeLimit?: number
  /** Requests an operator makes to the application during the call. */
  readonly operator?: readonly OperatorRequest[]
  /** Things to do at moments of the call, from code. */
  readonly during?: readonly TimedAction[]
  /** What goes wrong on purpose. */
  readonly faults?: readonly Fault[]
  /** Whether an application is right to accept webhooks without a good signature. Default false. */
  readonly acceptsForged?: boolean
  /** Numbers with `+`. */
  readonly from?: string
  readonly to?: string
  /** Custom headers the call carries, without the provider's prefix. */
  readonly customHeaders?: Readonly<Record<string, string>>
}
