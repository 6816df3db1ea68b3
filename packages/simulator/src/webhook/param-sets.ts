import { CALL_PARAMS, findWebhookParams, PARAM } from '@plivo-to-vobiz/mappings'
import type { Call } from '../call/call.ts'

/** The kinds of webhook that carry more than the usual call parameters. */
export type ParamSet = 'ring' | 'answer' | 'hangup' | 'redirect' | 'element'

type Name = keyof typeof PARAM

const isName = (name: string): name is Name => name in PARAM

/** Names of the call parameters a webhook carries, as the rows have them. */
export function listParams({ provider, direction }: Call, set: ParamSet): readonly Name[] {
  const more = set === 'element' ? [] : (findWebhookParams(provider, set, { direction })?.params ?? [])
  return [...CALL_PARAMS, ...more].filter(isName)
}
