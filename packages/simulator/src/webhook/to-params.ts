import { CUSTOM_HEADER_PREFIX, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import type { Call } from '../call/call.ts'
import { listParams, type ParamSet } from './param-sets.ts'
import { findValue } from './param-values.ts'

/** What a webhook says besides the call parameters. */
export interface WebhookContent {
  readonly set: ParamSet
  /** Value of the event parameter; none when absent. */
  readonly event?: string
  readonly status: string
  /** Parameters of the element, such as the digits pressed. */
  readonly extra?: Readonly<Record<string, string>>
  /** Usual parameters this webhook lacks. */
  readonly without?: readonly string[]
}

/** The form parameters of a webhook, sorted by name as both providers nearly do. */
export function toParams(call: Call, content: WebhookContent): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of listParams(call, content.set)) {
    const value = findValue(name, call)
    if (value !== undefined) found[name] = value
  }
  found[PARAM.CallStatus] = content.status
  if (content.event !== undefined) found[PARAM.Event] = content.event
  // Captured: the ring request shows our number with its plus sign, the answer of the same call without it.
  if (call.provider === 'plivo' && content.event === EVENT.Ring) found[PARAM.From] = call.from
  for (const [key, value] of Object.entries(call.customHeaders)) {
    found[CUSTOM_HEADER_PREFIX[call.provider] + key] = value
  }
  for (const name of content.without ?? []) delete found[name]
  return sortKeys({ ...found, ...content.extra })
}

function sortKeys(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
