import type { Fault } from './fault/fault.ts'
import type { CallProvider } from './provider.ts'

/** The point of a call a webhook belongs to, the same word for both providers. */
export type Moment =
  | 'ring'
  | 'answer'
  | 'fallback'
  | 'machine'
  | 'input'
  | 'dial-event'
  | 'dial-result'
  | 'dial-sound'
  | 'record'
  | 'record-ready'
  | 'transcription'
  | 'conference'
  | 'conference-result'
  | 'wait-sound'
  | 'multiparty'
  | 'multiparty-result'
  | 'stream'
  | 'redirect'
  | 'transfer'
  | 'hangup'
  | 'operator'

/** Codes of {@link Problem}. */
export type ProblemCode =
  | 'attribute-missing'
  | 'attribute-unknown'
  | 'attribute-value'
  | 'bad-status'
  | 'child-unknown'
  | 'content-type'
  | 'duplicate-differs'
  | 'element-unknown'
  | 'let-in'
  | 'no-reply'
  | 'not-placed'
  | 'not-simulated'
  | 'not-xml'
  | 'socket'
  | 'too-large'
  | 'too-late'
  | 'too-many-documents'
  | 'url-elsewhere'
  | 'xml-at-hangup'
  | 'xml-ignored'

/** Something this provider would trip over, or silently do otherwise than the application asked. */
export interface Problem {
  readonly code: ProblemCode
  /** `error`: the call cannot go on as written. `warning`: it goes on, differently. `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
}

/** A webhook as the provider sent it. Signatures and nonces are left out: header names only. */
export interface SentWebhook {
  readonly moment: Moment
  readonly method: 'GET' | 'POST'
  /** The address the provider was given, which is what it signs; not the loopback address. */
  readonly url: string
  /** Value of the event parameter; empty when the provider sends none. */
  readonly event: string
  readonly headerNames: readonly string[]
  readonly params: Readonly<Record<string, string>>
}

/** What the application answered. */
export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** The elements inside `<Response>`, one line each, in order; empty when the reply holds no XML. */
  readonly elements: readonly string[]
}

/** One webhook and its answer. */
export interface Exchange {
  readonly kind: 'exchange'
  /** Seconds on the virtual clock since the call was placed. */
  readonly at: number
  /** Which delivery of this webhook it is: 2 and more are repeats. */
  readonly attempt: number
  /** The fault switch this delivery is due to. */
  readonly fault?: Fault
  /** Rows and contradictions that make this provider send it this way: `C16`, `attribute:Gather.retries`. */
  readonly because: readonly string[]
  readonly request: SentWebhook
  /** Absent when the application did not answer. */
  readonly reply?: Reply
  readonly problems: readonly Problem[]
}

/** What happens on the phone. */
export type StepAction =
  | 'hears'
  | 'presses'
  | 'says'
  | 'waits'
  | 'talks'
  | 'records'
  | 'joins'
  | 'streams'
  | 'asks'
  | 'ignores'
  | 'skips'
  | 'ends'

/** One element of the reply, carried out. */
export interface Step {
  readonly kind: 'step'
  /** Seconds on the virtual clock since the call was placed. */
  readonly at: number
  /** Rows and contradictions that make this provider do so. */
  readonly because: readonly string[]
  /** XML element, or empty for the end of a call that no element asked for. */
  readonly element: string
  readonly action: StepAction
  /** What is heard, pressed, dialled…, in words; equal words mean an equal experience. */
  readonly text: string
  readonly problems: readonly Problem[]
}

/** A whole call, as data. */
export interface Transcript {
  readonly provider: CallProvider
  readonly callUuid: string
  readonly direction: 'inbound' | 'outbound'
  readonly entries: readonly (Exchange | Step)[]
  /** Whether no entry has a problem of severity `error`. */
  readonly ok: boolean
}
