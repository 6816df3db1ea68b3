import { ENVIRONMENT, HOSTS } from '@plivo-to-vobiz/mappings'
import type { MentionReason } from '../mention-reasons.ts'
import { VERIFIER_MARKER } from '../verifier-marker.ts'
import type { Code } from './code.ts'
import { findAround, findInnermost, is } from './tree.ts'

const SETTINGS: ReadonlySet<string> = new Set(ENVIRONMENT.map(({ plivo }) => plivo))
const SETTING = /^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/
const VENDOR_HOSTS: readonly string[] = [HOSTS.plivoApi, ...HOSTS.plivoSip]

/**
 * Why the provider's name at an offset of code is of no consequence; `undefined` when nothing says so. Asked only for
 * places that no transform reported.
 */
export function explainMention({ file, facts, tree }: Code, offset: number): MentionReason | undefined {
  if (file.text.includes(VERIFIER_MARKER)) return 'ours'
  const node = findInnermost(tree.root, offset)
  if (is(node, ...facts.comments) || findAround(node, ...facts.comments) !== undefined) return 'comment'
  const string = is(node, ...facts.strings) ? node : findAround(node, ...facts.strings)
  if (is(node, ...facts.names)) return explainName(node.text())
  return string === undefined ? undefined : explainText(node.text())
}

function explainName(name: string): MentionReason {
  return SETTINGS.has(name) || SETTING.test(name) ? 'environment' : 'name'
}

function explainText(text: string): MentionReason | undefined {
  if (VENDOR_HOSTS.some((host) => text.includes(host))) return undefined
  if (/\bplivo\.com\b/i.test(text)) return 'link'
  if (SETTING.test(text)) return 'environment'
  if (/\s/.test(text.trim())) return 'text'
  return /[/.:\\]/.test(text) ? 'path' : 'label'
}
