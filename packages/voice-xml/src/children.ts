import { type ElementRule, findRule, isShownSsml, toCode } from './element-rules.ts'
import type { FindingCode } from './findings.ts'
import type { ElementNode } from './tree.ts'

/** Why a child cannot stand in its parent, or nothing when it can. */
export function judgeChild(
  child: ElementNode,
  parent: ElementRule,
  rule: ElementRule | undefined,
): FindingCode | undefined {
  if (parent.speech) return isForeignToSpeech(child, rule) ? 'nesting-invalid' : undefined
  if (parent.children.has(child.name)) return undefined
  const { finding } = findRule(child.name)?.row ?? {}
  if (finding !== undefined) return toCode(finding)
  if (rule === undefined) return 'unknown-element'
  const { childFindings } = parent.row
  return toCode(childFindings?.[child.name] ?? childFindings?.['*'] ?? 'nesting-invalid')
}

const isForeignToSpeech = ({ name }: ElementNode, rule: ElementRule | undefined): boolean =>
  rule === undefined ? /^[A-Z]/.test(name) : rule.row.ssml !== true

/** Whether a tag inside Speak is one that Vobiz's pages do not show. */
export const isUnverifiedSpeech = (child: ElementNode, parent: ElementRule): boolean =>
  parent.speech && !isShownSsml(child.name)
