import type { MentionReason } from '../mention-reasons.ts'

/** Why the provider's name in markup is of no consequence, told from what stands around it. */
export function explainMarkup(text: string, offset: number): MentionReason {
  const opened = text.lastIndexOf('<!--', offset)
  if (opened >= 0 && text.indexOf('-->', opened) > offset) return 'comment'
  const before = text.slice(Math.max(0, offset - 300), offset)
  if (/https?:\/\/[^\s"'<>]*$/.test(before)) return 'link'
  if (/["'(][^\s"'<>]*\/[^\s"'<>]*$/.test(before)) return 'path'
  return 'text'
}
