import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call, CallEvent, CallProvider } from './call.ts'
import { findAccount } from './detect.ts'
import { findOutcome, withStatus } from './outcome.ts'
import type { Received } from './receive.ts'

/** What is known about a request once it is let in. */
export interface Accepted {
  readonly provider: CallProvider
  readonly received: Received
  /** The URL its signature was made for. */
  readonly url: string
  readonly unsigned: boolean
  /** Key of the reply to this very delivery; `undefined` where nothing tells two deliveries apart. */
  readonly replyKey: string | undefined
}

/** Puts together what a handler is given. */
export function toCall(accepted: Accepted, event: CallEvent, params: Readonly<Record<string, string>>): Call {
  const { provider, received, url, unsigned } = accepted
  const { method, path, headers, rawBody, fields, source } = received
  const outcome = event === 'hangup' ? findOutcome(params) : undefined
  return {
    provider,
    event,
    callUuid: params[PARAM.CallUUID] ?? '',
    params: provider === 'vobiz' ? withStatus(params, outcome) : params,
    raw: fields,
    outcome,
    conference: undefined,
    account: findAccount(fields),
    unsigned,
    request: { method, url, path, headers, rawBody: source === 'parsed' ? NOTHING : rawBody },
  }
}

const NOTHING = new Uint8Array()
