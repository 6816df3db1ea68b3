import type { MentionReason } from '../mention-reasons.ts'

/** Why the provider's name in a file of settings is of no consequence, told from its line. Asked for what no transform reported. */
export function explainSetting(text: string, offset: number): MentionReason {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  const before = text.slice(start, offset)
  if (/^\s*(?:#|\/\/|;|!)|\s#\s/.test(before)) return 'comment'
  const word = (/[\w.-]*$/.exec(before)?.[0] ?? '') + (/^[\w.-]*/.exec(text.slice(offset))?.[0] ?? '')
  if (/PLIVO_[A-Z0-9_]+$/.test(word)) return 'environment'
  if (/https?:\/\/[^\s"']*$/.test(before)) return 'link'
  const isPath = /\/[^\s"']*$/.test(before) || /^\w*[\w.-]*\//.test(text.slice(offset))
  if (isPath) return 'path'
  return /\s/.test(before.replace(/^[\s"'-]*[\w.-]+["']?\s*[:=]\s*["']?/, '').trim()) ? 'text' : 'label'
}
