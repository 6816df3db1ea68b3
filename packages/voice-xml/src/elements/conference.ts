import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { Draft } from '../draft.ts'
import type { FindingCode } from '../findings.ts'
import { isDynamic } from '../template.ts'
import { textOf } from '../text-of.ts'
import type { AttributeNode } from '../tree.ts'
import { checkUrl } from '../url.ts'
import { drop, keep, set, type Verdict } from '../value.ts'

const SOUNDS = [ATTRIBUTE.enterSound, ATTRIBUTE.exitSound]
const BEEP = /^beep:\d+$/

/** Plivo names a sound for entering and one for leaving; Vobiz has one beep switch, and perhaps URLs. */
function toKind(value: string): 'none' | 'beep' | 'url' {
  const text = value.trim()
  if (text === '' || text === 'none') return 'none'
  return BEEP.test(text) ? 'beep' : 'url'
}

function findSounds(draft: Draft, kind: 'beep' | 'url'): readonly AttributeNode[] {
  const found: AttributeNode[] = []
  for (const name of SOUNDS) {
    const sound = draft.source(name)
    if (sound !== undefined && toKind(sound.value) === kind) found.push(sound)
  }
  return found
}

/** Whether the document says itself whether to beep. */
function isDecided(draft: Draft): boolean {
  const value = draft.source(ATTRIBUTE.beep)?.value
  return value !== undefined && (isDynamic(value) || /^(?:true|false)$/i.test(value))
}

/** enterSound and exitSound: a URL stays in place only where beep is already decided; else it is written again behind beep. */
export function convertSound(draft: Draft, value: string): Verdict {
  if (toKind(value) !== 'url') return drop()
  const code = isDynamic(value) ? undefined : checkUrl(value.trim(), 'https')
  return isDecided(draft) ? keep(code) : drop(code)
}

/** beep is undocumented on Plivo: where a beep sound is asked for as well, that decides. */
export function convertBeep(draft: Draft, value: string): Verdict | undefined {
  const wanted = isDecided(draft) && findSounds(draft, 'url').length === 0 && findSounds(draft, 'beep').length > 0
  return wanted && value !== 'true' ? set('true') : undefined
}

/** What changes for a Conference. */
export function checkConference(draft: Draft): void {
  writeSounds(draft)
  remark(draft, REMARKS)
  draft.report('conference-max-not-enforced')
  checkRoom(draft)
}

/** What is known not to work on Vobiz. */
export function lintConference(draft: Draft): void {
  for (const name of SOUNDS) {
    const sound = draft.source(name)
    if (sound !== undefined && toKind(sound.value) === 'url')
      draft.report('conference-sound-url-unverified', { at: sound })
  }
  remark(draft, REMARKS)
  checkRoom(draft)
}

/** A Conference without a name is nowhere. */
export function checkRoom(draft: Draft): void {
  if (textOf(draft.pass.source, draft.node) === '') draft.report('conference-name-missing')
}

type Remark = readonly [name: string, code: FindingCode, only?: string]

/** Remarks on attributes that stay; the third entry is the only value remarked on. */
const REMARKS: readonly Remark[] = [
  [ATTRIBUTE.record, 'conference-record-no-file', 'true'],
  [ATTRIBUTE.action, 'conference-action-unreliable'],
  [ATTRIBUTE.waitSound, 'conference-wait-sound-xml'],
  [ATTRIBUTE.endConferenceOnExit, 'conference-end-kicks-all', 'true'],
  [ATTRIBUTE.callbackUrl, 'conference-events-reduced'],
]

function remark(draft: Draft, remarks: readonly Remark[]): void {
  for (const [name, code, only] of remarks) {
    const attribute = draft.source(name)
    if (attribute === undefined || (only !== undefined && attribute.value.toLowerCase() !== only)) continue
    draft.report(code, code === 'conference-end-kicks-all' ? {} : { at: attribute })
  }
}

function writeSounds(draft: Draft): void {
  const decided = isDecided(draft)
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
