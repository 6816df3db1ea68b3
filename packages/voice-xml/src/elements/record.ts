import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import { isDynamic } from '../template.ts'
import { set, type Verdict } from '../value.ts'

const SWITCHES = [ATTRIBUTE.recordSession, ATTRIBUTE.startOnDialAnswer]

/** Whether the recording runs behind the call; `unknown` when a template decides. */
export function isBackground(draft: Draft): boolean | 'unknown' {
  const values = SWITCHES.map((name) => draft.source(name)?.value ?? '')
  if (values.some((value) => value.toLowerCase() === 'true')) return true
  return values.some(isDynamic) ? 'unknown' : false
}

/** Plivo never beeps for a background recording, whatever playBeep says. */
export function convertPlayBeep(draft: Draft, value: string): Verdict | undefined {
  if (isBackground(draft) !== true || value === 'false') return undefined
  return set('false', 'record-whole-call-beep')
}

/** What Record needs beyond its attribute rows. */
export function checkRecord(draft: Draft): void {
  if (isBackground(draft) === true) {
    if (!draft.has(ATTRIBUTE.playBeep)) {
      draft.add(ATTRIBUTE.playBeep, 'false')
      draft.report('record-whole-call-beep')
    }
    if (!draft.has(ATTRIBUTE.maxLength)) draft.report('record-whole-call-maxlength')
  }
  if (draft.pass.options?.recordCallback === 'action') addCallback(draft)
  lintRecord(draft)
  const action = draft.source(ATTRIBUTE.action)
  const isFollowed = draft.source(ATTRIBUTE.redirect)?.value.toLowerCase() !== 'false'
  if (action !== undefined && isFollowed && isBackground(draft) === false)
    draft.report('record-reply-lost', { at: action })
}

/** Has the file posted to the action as well, which on Plivo is where it arrives. */
function addCallback(draft: Draft): void {
  const action = draft.get(ATTRIBUTE.action)
  if (action === undefined || draft.has(ATTRIBUTE.callbackUrl)) return
  draft.add(ATTRIBUTE.callbackUrl, action)
  const method = draft.get(ATTRIBUTE.method)
  if (method !== undefined && !draft.has(ATTRIBUTE.callbackMethod)) draft.add(ATTRIBUTE.callbackMethod, method)
}

/** Who learns of the file: with an action alone perhaps nobody, without a callback URL as well surely nobody. */
export function lintRecord(draft: Draft): void {
  const action = draft.source(ATTRIBUTE.action)
  if (action !== undefined) draft.report('record-action-timing', { at: action })
  else if (!draft.has(ATTRIBUTE.callbackUrl)) draft.report('record-action-missing')
}
