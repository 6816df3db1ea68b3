import { type ElementRule, findRule, findVobizRule, isShownSsml, toCode } from './element-rules.ts'
import type { FindingCode } from './findings.ts'
import type { ElementNode } from './tree.ts'

/** Why a child cannot stay in its parent on Vobiz, or nothing when it can. */
export function judgeChild(child: ElementNode, parent: ElementRule): FindingCode | undefined {
  const rule = findRule(child.name) ?? findVobizRule(child.name)
  if (parent.speech) return isForeignToSpeech(child, rule) ? 'nesting-invalid' : undefined
  if (rule === undefined) return 'unknown-element'
  if (rule.row.vobiz === null) return toCode(rule.row.finding)
  if (parent.children.has(child.name)) return undefined
  const { childFindings } = parent.row
  return toCode(childFindings?.[child.name] ?? childFindings?.['*'] ?? 'nesting-invalid')
}

const isForeignToSpeech = ({ name }: ElementNode, rule: ElementRule | undefined): boolean =>
  rule === undefined ? /^[A-Z]/.test(name) : rule.row.ssml !== true

/** Whether a tag inside Speak is one that Vobiz's pages do not show. */
export const isUnverifiedSpeech = (child: ElementNode, parent: ElementRule): boolean =>
  parent.speech && !isShownSsml(child.name)
