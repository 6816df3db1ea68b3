import type { AttributeFacts } from './attribute-facts.ts'
import { isUnverifiedSpeech, judgeChild } from './children.ts'
import type { Dialect } from './dialect.ts'
import { Draft } from './draft.ts'
import { type ElementFacts, findFacts, findVobizFacts } from './element-facts.ts'
import { findLint } from './elements/by-element.ts'
import { FINDINGS, type Finding } from './findings.ts'
import { findLintFacts } from './lint-facts.ts'
import { type About, Pass } from './pass.ts'
import { requireResponse } from './require-response.ts'
import { type ScanLimits, scan } from './scan.ts'
import { reportSize } from './size.ts'
import { isDynamic } from './template.ts'
import { lintText } from './text.ts'
import type { AttributeNode, ElementNode } from './tree.ts'
import { checkUrl } from './url.ts'
import { judgeValue } from './value.ts'

/** Limits of a lint; as in a translation. */
export type LintOptions = ScanLimits

/**
 * Checks a document against what one provider documents: names, nesting, required attributes, values, URLs, size, and,
 * for Vobiz, what is known to end calls or to be ignored. Changes nothing.
 *
 * Throws {@link VoiceXmlError} as a translation does.
 *
 * @example lint('<Response><Gather/></Response>', 'vobiz')[0]?.code // 'gather-action-missing'
 */
export function lint(xml: string, dialect: Dialect, options: LintOptions = {}): Finding[] {
  const document = scan(xml, options)
  if (options.fragment !== true) requireResponse(document)
  const pass = new Pass(xml)
  for (const root of document.roots) {
    const facts = findLintFacts(root.name, dialect)
    if (facts === undefined) pass.report('unknown-element', root)
    else lintElement(pass, root, { facts, dialect, isFollowed: false })
  }
  reportSize(pass, document.roots)
  return pass.findings
}

interface Place {
  readonly facts: ElementFacts
  readonly dialect: Dialect
  readonly isFollowed: boolean
}

function lintElement(pass: Pass, node: ElementNode, { facts, dialect, isFollowed }: Place): void {
  const last = node.children.at(-1)
  const draft = new Draft(pass, node, { facts, children: node.children, isFollowed })
  for (const attribute of node.attributes) lintAttribute(draft, attribute, dialect)
  findLint(node.name, dialect)?.(draft)
  lintText(draft, dialect)
  for (const child of node.children) lintChild(pass, child, { facts, dialect, isFollowed: child !== last })
}

function lintChild(pass: Pass, child: ElementNode, { facts, dialect, isFollowed }: Place): void {
  const childFacts = findLintFacts(child.name, dialect)
  const code = judgeChild(child, facts, childFacts)
  if (code !== undefined) {
    // What a row says about a refused child is about Vobiz.
    pass.report(
      dialect === 'plivo' && childFacts !== undefined ? 'nesting-invalid' : code,
      child,
      toOtherName(child, dialect),
    )
    return
  }
  if (dialect === 'vobiz' && isUnverifiedSpeech(child, facts)) pass.report('ssml-unverified', child)
  if (childFacts !== undefined) lintElement(pass, child, { facts: childFacts, dialect, isFollowed })
}

/** Tells a reader what an element of the other dialect is called in this one. */
function toOtherName({ name }: ElementNode, dialect: Dialect): About {
  const other = dialect === 'vobiz' ? findFacts(name)?.vobiz : findVobizFacts(name)?.name
  return other === undefined || other === name ? {} : { detail: `here it is ${other}` }
}

function lintAttribute(draft: Draft, attribute: AttributeNode, dialect: Dialect): void {
  const { name, value } = attribute
  const facts = draft.facts.attributes.get(name)
  draft.keep(name, value)
  if (facts === undefined) {
    const known = name.startsWith('xmlns') || (dialect === 'vobiz' && draft.facts.vobizOnly.includes(name))
    if (!known && !draft.facts.isSsml) draft.report('unknown-attribute', { at: attribute })
    return
  }
  if (isDynamic(value)) draft.report('dynamic-value-unchecked', { at: attribute })
  else if (facts.isUrl && !facts.urlWords.includes(value)) lintUrl(draft, attribute, dialect)
  else lintValue(draft, attribute, facts)
  if (facts.flag !== undefined && FINDINGS[facts.flag].severity !== 'info') draft.report(facts.flag, { at: attribute })
}

/** A value that a translation would write otherwise is one that is not offered. */
function lintValue(draft: Draft, attribute: AttributeNode, facts: AttributeFacts): void {
  const { act, code, detail } = judgeValue(facts, attribute.value)
  const found = code === undefined && act === 'set' ? 'value-not-allowed' : code
  if (found !== undefined) draft.report(found, { at: attribute, detail: act === 'drop' ? detail : undefined })
}

/** Plivo fetches over http as well. */
function lintUrl(draft: Draft, attribute: AttributeNode, dialect: Dialect): void {
  const code = checkUrl(attribute.value, 'https')
  if (code === undefined || (code === 'url-not-https' && dialect === 'plivo')) return
  draft.report(code, { at: attribute })
}
