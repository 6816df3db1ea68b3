import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { translateAttributes } from './attributes.ts'
import { isUnverifiedSpeech, judgeChild } from './children.ts'
import { writeDefaults } from './defaults.ts'
import { Draft, type Place } from './draft.ts'
import { type ElementFacts, findFacts, findVobizFacts } from './element-facts.ts'
import { findCheck } from './elements/by-element.ts'
import type { FindingCode } from './findings.ts'
import { planInput } from './input/plan-input.ts'
import { translateTries } from './input/translate-tries.ts'
import { isSpace } from './names.ts'
import type { Pass } from './pass.ts'
import { translateText } from './text.ts'
import type { ElementNode } from './tree.ts'

/** Translates a root: Response, or any element of a fragment. */
export function translateRoot(pass: Pass, root: ElementNode): void {
  const facts = findFacts(root.name) ?? findVobizFacts(root.name)
  if (facts === undefined) pass.report('unknown-element', root)
  else if (facts.finding !== undefined) pass.report(facts.finding, root)
  else translateElement(pass, root, { facts, isFollowed: false })
}

/** A child, its facts if there are any, and why it goes if it does. */
interface JudgedChild {
  readonly node: ElementNode
  readonly facts: ElementFacts | undefined
  readonly code: FindingCode | undefined
}

function judge(node: ElementNode, parent: ElementFacts): JudgedChild {
  const facts = findFacts(node.name) ?? findVobizFacts(node.name)
  return { node, facts, code: judgeChild(node, parent, facts) }
}

function translateElement(pass: Pass, node: ElementNode, { facts, isFollowed }: Omit<Place, 'children'>): void {
  const judged = node.children.length === 0 ? NONE : node.children.map((child) => judge(child, facts))
  const isVobizAlready = findVobizFacts(node.name) !== undefined
  const name = isVobizAlready ? node.name : (facts.vobiz ?? node.name)
  if (name !== node.name) pass.edit(node.start + 1, node.start + 1 + node.name.length, name)
  const children = findKept(node, judged)
  const rewritten = !isVobizAlready && translateTag(new Draft(pass, node, { facts, children, isFollowed }))
  if (rewritten) reportRemoved(pass, judged)
  else translateChildren(pass, judged, facts)
  if (node.name === ELEMENT.Response && children.length === 0 && judged.length > 0) pass.report('empty-response', node)
  if (name === node.name || node.contentEnd === node.end) return
  pass.edit(node.contentEnd + 2, node.contentEnd + 2 + node.name.length, name)
}

const NONE: readonly JudgedChild[] = []

function findKept(node: ElementNode, judged: readonly JudgedChild[]): readonly ElementNode[] {
  if (judged.every(({ code }) => code === undefined)) return node.children
  return judged.filter(({ code }) => code === undefined).map((child) => child.node)
}

/** Translates start tag and text. Gives whether the content was written anew. */
function translateTag(draft: Draft): boolean {
  const { node, pass, facts } = draft
  translateAttributes(draft)
  writeDefaults(draft)
  findCheck(facts.name)?.(draft)
  pass.edit(node.attributesEnd, node.attributesEnd, draft.added)
  return translateText(draft)
}

function reportRemoved(pass: Pass, judged: readonly JudgedChild[]): void {
  for (const { node, code } of judged) if (code !== undefined) pass.report(code, node)
}

function translateChildren(pass: Pass, judged: readonly JudgedChild[], parent: ElementFacts): void {
  const last = judged.findLast(({ code }) => code === undefined)
  const isEmptied = parent.name === ELEMENT.Response && last === undefined
  for (const child of judged) {
    const { node, facts, code } = child
    if (code !== undefined) {
      pass.report(code, node)
      if (isEmptied && child === judged[0]) pass.edit(node.start, node.end, `<${ELEMENT.Hangup}/>`)
      else remove(pass, node, parent.isSpeech)
      continue
    }
    if (isUnverifiedSpeech(node, parent)) pass.report('ssml-unverified', node)
    if (facts === undefined) continue
    const place = { facts, isFollowed: child !== last }
    const input = planInput(pass, node, parent)
    if (input === undefined) translateElement(pass, node, place)
    else translateTries(pass, input, place, () => translateElement(pass, node, place))
  }
}

/** Removes an element and the white space in front of it; inside speech only the element, since white space counts. */
function remove(pass: Pass, node: ElementNode, inSpeech: boolean): void {
  let start = node.start
  while (!inSpeech && isSpace(pass.source.charCodeAt(start - 1))) start--
  pass.edit(start, node.end, '')
}
