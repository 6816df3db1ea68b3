import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import type { FindingCode } from '../findings.ts'
import { isDynamic } from '../template.ts'
import { textOf } from '../text-of.ts'
import type { AttributeNode } from '../tree.ts'
import { checkUrl } from '../url.ts'
import type { Verdict } from '../value.ts'

const SOUNDS = [ATTRIBUTE.enterSound, ATTRIBUTE.exitSound]
const BEEP = /^beep:\d+$/

/** Plivo names a sound for entering and one for leaving; Vobiz has one beep switch, and perhaps URLs. */
function toKind(value: string): 'none' | 'beep' | 'url' {
  const text = value.trim()
  if (text === '' || text === 'none') return 'none'
  return BEEP.test(text) ? 'beep' : 'url'
}

const findSounds = (draft: Draft, kind: 'beep' | 'url'): readonly AttributeNode[] =>
  SOUNDS.flatMap((name) => draft.source(name) ?? []).filter(({ value }) => toKind(value) === kind)

/** enterSound and exitSound: a URL stays in place only where beep is already decided; else it is written again behind beep. */
export function convertSound(draft: Draft, value: string): Verdict {
  if (toKind(value) !== 'url') return { act: 'drop' }
  const code = isDynamic(value) ? undefined : checkUrl(value.trim(), 'https')
  const act = draft.source(ATTRIBUTE.beep) === undefined ? 'drop' : 'keep'
  return code === undefined ? { act } : { act, code }
}

/** beep is undocumented on Plivo: where a beep sound is asked for as well, that decides. */
export function convertBeep(draft: Draft, value: string): Verdict | undefined {
  const wanted = findSounds(draft, 'url').length === 0 && findSounds(draft, 'beep').length > 0
  return wanted && value !== 'true' ? { act: 'set', value: 'true' } : undefined
}

/** What Conference needs beyond its attribute rows. */
export function checkConference(draft: Draft): void {
  writeSounds(draft)
  for (const [name, code, value] of REMARKS) {
    const attribute = draft.source(name)
    if (attribute === undefined || (value !== undefined && attribute.value.toLowerCase() !== value)) continue
    if (code === 'conference-end-kicks-all') draft.report(code)
    else draft.report(code, { at: attribute })
  }
  draft.report('conference-max-not-enforced')
  if (textOf(draft.pass.source, draft.node) === '') draft.report('conference-name-missing')
}

/** Remarks on attributes that stay; the third entry is the only value remarked on. */
const REMARKS: readonly (readonly [name: string, code: FindingCode, value?: string])[] = [
  [ATTRIBUTE.record, 'conference-record-no-file', 'true'],
  [ATTRIBUTE.action, 'conference-action-unreliable'],
  [ATTRIBUTE.waitSound, 'conference-wait-sound-xml'],
  [ATTRIBUTE.endConferenceOnExit, 'conference-end-kicks-all', 'true'],
  [ATTRIBUTE.callbackUrl, 'conference-events-reduced'],
]

function writeSounds(draft: Draft): void {
  const decided = draft.source(ATTRIBUTE.beep) !== undefined
  const urls = findSounds(draft, 'url')
  const beeps = findSounds(draft, 'beep')
  if (!decided) draft.add(ATTRIBUTE.beep, String(urls.length === 0 && beeps.length > 0))
  for (const url of urls) {
    if (!decided) draft.move(url.name, url)
    draft.report('conference-sound-url-unverified', { at: url })
  }
  if (beeps.length > 0) draft.report('conference-sound-collapsed')
  else if (urls.length === 0 && !decided) draft.report('default-made-explicit', { attribute: ATTRIBUTE.beep })
}
