import { type ElementRule, findRule, isShownSsml } from './element-rules.ts'
import type { FindingCode } from './findings.ts'
import type { ElementNode } from './tree.ts'

/** Why a child cannot stand in its parent, or nothing when it can. */
export function judgeChild(
  { name }: ElementNode,
  parent: ElementRule,
  rule: ElementRule | undefined,
): FindingCode | undefined {
  if (parent.isSpeech) return isForeignToSpeech(name, rule) ? 'nesting-invalid' : undefined
  if (parent.children.has(name)) return undefined
  const finding = findRule(name)?.finding
  if (finding !== undefined) return finding
  if (rule === undefined) return 'unknown-element'
  return parent.childFindings.get(name) ?? parent.childFindings.get('*') ?? 'nesting-invalid'
}

const isForeignToSpeech = (name: string, rule: ElementRule | undefined): boolean =>
  rule === undefined ? /^[A-Z]/.test(name) : !rule.isSsml

/** Whether a tag inside Speak is one that Vobiz's pages do not show. */
export const isUnverifiedSpeech = ({ name }: ElementNode, parent: ElementRule): boolean =>
  parent.isSpeech && !isShownSsml(name)
