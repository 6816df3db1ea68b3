import type { ProbeKind } from '../probe.ts'
import type { CallScript, CallUrls, OperatorRequest } from '../script.ts'

/** A call to try, independent of the application: what the caller does and what must come of it. */
export interface Scenario {
  readonly name: string
  /** What happens, in a sentence. */
  readonly about: string
  /** The call without its addresses. */
  readonly script: Omit<CallScript, 'urls'>
  /** Addresses, when the scenario belongs to one application. */
  readonly urls: Partial<CallUrls>
  /** The request that makes the application place the call itself, through the REST API. */
  readonly place?: Omit<OperatorRequest, 'at'>
  /** Requests that must be refused, sent after the call. */
  readonly attacks: readonly ProbeKind[]
  /** Texts that the caller must hear, in this order; a part of what is said is enough. */
  readonly hears: readonly string[]
}
