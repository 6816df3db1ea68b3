import { type ElementFacts, findFacts, isShownSsml } from './element-facts.ts'
import type { FindingCode } from './findings.ts'
import type { ElementNode } from './tree.ts'

/** Why a child cannot stand in its parent, or nothing when it can. */
export function judgeChild(
  { name }: ElementNode,
  parent: ElementFacts,
  facts: ElementFacts | undefined,
): FindingCode | undefined {
  if (parent.isSpeech) return isForeignToSpeech(name, facts) ? 'nesting-invalid' : undefined
  if (parent.children.has(name)) return undefined
  const finding = findFacts(name)?.finding
  if (finding !== undefined) return finding
  if (facts === undefined) return 'unknown-element'
  return parent.childFindings.get(name) ?? parent.childFindings.get('*') ?? 'nesting-invalid'
}

const isForeignToSpeech = (name: string, facts: ElementFacts | undefined): boolean =>
  facts === undefined ? /^[A-Z]/.test(name) : !facts.isSsml

/** Whether a tag inside Speak is one that Vobiz's pages do not show. */
export const isUnverifiedSpeech = ({ name }: ElementNode, parent: ElementFacts): boolean =>
  parent.isSpeech && !isShownSsml(name)
