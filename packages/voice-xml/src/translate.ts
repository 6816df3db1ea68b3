import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { translateAttributes } from './attributes.ts'
import { isUnverifiedSpeech, judgeChild } from './children.ts'
import { writeDefaults } from './defaults.ts'
import { Draft } from './draft.ts'
import { applyEdits, type Edit } from './edits.ts'
import { type ElementRule, findRule, findVobizRule, isPlivoOnly, isVobizMarker, toCode } from './element-rules.ts'
import type { Finding } from './findings.ts'
import { isSpace } from './names.ts'
import type { TranslateOptions } from './options.ts'
import { Pass } from './pass.ts'
import { requireResponse } from './require-response.ts'
import { findCheck } from './rules/by-element.ts'
import { scan } from './scan.ts'
import { reportSize } from './size.ts'
import { translateText } from './text.ts'
import type { ElementNode } from './tree.ts'

/** A translated document and what there is to say about it. */
export interface Translation {
  readonly xml: string
  readonly findings: Finding[]
}

/** A translation as replacements of ranges of the source, in rising order. */
export interface TranslationPlan {
  readonly edits: readonly Edit[]
  readonly findings: Finding[]
}

/**
 * Translates a PlivoXML document to VobizXML. Elements and attributes are renamed, values brought into Vobiz's
 * ranges, Plivo defaults that differ written out; what cannot be kept is removed and reported. Everything else comes
 * back byte for byte, and so does a document that is VobizXML already. Translating twice changes nothing.
 *
 * Throws {@link VoiceXmlError} when the document is malformed, over a limit, or no Response.
 *
 * @example
 * translate('<Response><GetDigits action="https://a.example/menu" numDigits="1"/></Response>').xml
 * // <Response><Gather action="https://a.example/menu" numDigits="1" inputType="dtmf" executionTimeout="5" digitEndTimeout="2"/></Response>
 */
export function translate(xml: string, options: TranslateOptions = {}): Translation {
  const { edits, findings } = planTranslation(xml, options)
  return { xml: applyEdits(xml, edits), findings }
}

/**
 * As {@link translate}, but gives the edits: for a document that stands inside another text, such as a string literal
 * whose quoting and expressions must stay.
 */
export function planTranslation(xml: string, options: TranslateOptions = {}): TranslationPlan {
  const document = scan(xml, options)
  const pass = new Pass(xml, options)
  const { leadingSpace, declared, roots } = document
  if (options.fragment !== true) requireResponse(document)
  if (isVobizDocument(roots)) return { edits: [], findings: [] }
  if (leadingSpace !== undefined) pass.edit(leadingSpace[0], leadingSpace[1], '')
  if (options.declaration === 'add' && !declared) pass.edit(toStart(xml), toStart(xml), DECLARATION)
  for (const root of roots) translateRoot(pass, root)
  reportSize(pass, roots)
  return { edits: pass.edits, findings: pass.toFindings() }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
const BOM = 0xfeff
const toStart = (xml: string): number => (xml.charCodeAt(0) === BOM ? 1 : 0)

/** VobizXML gives itself away by an element or attribute that Plivo does not have; one of Plivo's own outweighs it. */
function isVobizDocument(roots: readonly ElementNode[]): boolean {
  const elements = roots.flatMap((root) => [root, ...root.children])
  if (elements.some(({ name }) => isPlivoOnly(name))) return false
  return elements.some(
    ({ name, attributes }) =>
      findVobizRule(name) !== undefined || attributes.some((attribute) => isVobizMarker(name, attribute.name)),
  )
}

function translateRoot(pass: Pass, root: ElementNode): void {
  const rule = findRule(root.name) ?? findVobizRule(root.name)
  if (rule === undefined) pass.report('unknown-element', root)
  else if (rule.row.vobiz === null) pass.report(toCode(rule.row.finding), root)
  else translateElement(pass, root, { rule, isFollowed: () => false })
}

interface Place {
  readonly rule: ElementRule
  readonly isFollowed: () => boolean
}

function translateElement(pass: Pass, node: ElementNode, { rule, isFollowed }: Place): void {
  const verdicts = node.children.map((child) =>
    judgeChild(child, rule, findRule(child.name) ?? findVobizRule(child.name)),
  )
  const children = node.children.filter((_, index) => verdicts[index] === undefined)
  const renamed = rule.row.vobiz !== null && rule.row.vobiz !== node.name && findVobizRule(node.name) === undefined
  const nameStart = node.start + 1
  if (renamed) pass.edit(nameStart, nameStart + node.name.length, rule.row.vobiz)
  if (findVobizRule(node.name) === undefined) translateTag(new Draft(pass, node, { rule, children, isFollowed }))
  translateChildren(pass, node, { rule, kept: children })
  if (!renamed || node.contentEnd === node.end) return
  pass.edit(node.contentEnd + 2, node.contentEnd + 2 + node.name.length, rule.row.vobiz)
}

function translateTag(draft: Draft): void {
  const { node, pass, rule } = draft
  translateAttributes(draft)
  writeDefaults(draft)
  findCheck(rule.row.plivo)?.(draft)
  pass.edit(node.attributesEnd, node.attributesEnd, draft.added)
  translateText(draft)
}

function translateChildren(
  pass: Pass,
  node: ElementNode,
  { rule, kept }: { rule: ElementRule; kept: readonly ElementNode[] },
): void {
  const last = kept.at(-1)
  const emptied = node.name === ELEMENT.Response && last === undefined && node.children.length > 0
  for (const child of node.children) {
    const code = judgeChild(child, rule, findRule(child.name) ?? findVobizRule(child.name))
    if (code !== undefined) {
      pass.report(code, child)
      if (emptied && child === node.children[0]) pass.edit(child.start, child.end, `<${ELEMENT.Hangup}/>`)
      else remove(pass, child, rule.speech)
      continue
    }
    if (isUnverifiedSpeech(child, rule)) pass.report('ssml-unverified', child)
    const childRule = findRule(child.name) ?? findVobizRule(child.name)
    if (childRule !== undefined) translateElement(pass, child, { rule: childRule, isFollowed: () => child !== last })
  }
  if (emptied) pass.report('empty-response', node)
}

/** Removes an element and the white space in front of it; inside speech only the element, since white space counts. */
function remove(pass: Pass, node: ElementNode, inSpeech: boolean): void {
  let start = node.start
  while (!inSpeech && isSpace(pass.source.charCodeAt(start - 1))) start--
  pass.edit(start, node.end, '')
}
