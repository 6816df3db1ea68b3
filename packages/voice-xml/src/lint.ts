import { isUnverifiedSpeech, judgeChild } from './children.ts'
import type { Dialect } from './dialect.ts'
import { Draft } from './draft.ts'
import { type ElementRule, findRule, findVobizRule, toCode } from './element-rules.ts'
import { FINDINGS, type Finding } from './findings.ts'
import { findLintRule } from './lint-rules.ts'
import type { TranslateOptions } from './options.ts'
import { type About, Pass } from './pass.ts'
import { requireResponse } from './require-response.ts'
import { findLint } from './rules/by-element.ts'
import { scan } from './scan.ts'
import { reportSize } from './size.ts'
import { isDynamic } from './template.ts'
import { lintText } from './text.ts'
import type { AttributeNode, ElementNode } from './tree.ts'
import { checkUrl } from './url.ts'
import { judgeValue } from './value.ts'

/** Limits of a lint; as in a translation. */
export type LintOptions = Pick<TranslateOptions, 'fragment' | 'maxDepth' | 'maxLength'>

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
    const rule = findLintRule(root.name, dialect)
    if (rule === undefined) pass.report('unknown-element', root)
    else lintElement(pass, root, { rule, dialect, isFollowed: () => false })
  }
  reportSize(pass, document.roots)
  return pass.toFindings()
}

interface Place {
  readonly rule: ElementRule
  readonly dialect: Dialect
  readonly isFollowed: () => boolean
}

function lintElement(pass: Pass, node: ElementNode, { rule, dialect, isFollowed }: Place): void {
  const last = node.children.at(-1)
  const draft = new Draft(pass, node, { rule, children: node.children, isFollowed })
  for (const attribute of node.attributes) lintAttribute(draft, attribute, dialect)
  findLint(node.name, dialect)?.(draft)
  lintText(draft, dialect)
  for (const child of node.children) lintChild(pass, child, { rule, dialect, isFollowed: () => child !== last })
}

function lintChild(pass: Pass, child: ElementNode, { rule, dialect, isFollowed }: Place): void {
  const childRule = findLintRule(child.name, dialect)
  const code = judgeChild(child, rule, childRule)
  if (code !== undefined) {
    // What a row says about a refused child is about Vobiz.
    pass.report(
      dialect === 'plivo' && childRule !== undefined ? 'nesting-invalid' : code,
      child,
      toOtherName(child, dialect),
    )
    return
  }
  if (dialect === 'vobiz' && isUnverifiedSpeech(child, rule)) pass.report('ssml-unverified', child)
  if (childRule !== undefined) lintElement(pass, child, { rule: childRule, dialect, isFollowed })
}

/** Tells a reader what an element of the other dialect is called in this one. */
function toOtherName({ name }: ElementNode, dialect: Dialect): About {
  const other = dialect === 'vobiz' ? findRule(name)?.row.vobiz : findVobizRule(name)?.row.plivo
  return other === undefined || other === null || other === name ? {} : { detail: `here it is ${other}` }
}

function lintAttribute(draft: Draft, attribute: AttributeNode, dialect: Dialect): void {
  const { name, value } = attribute
  const row = draft.rule.attributes.get(name)
  draft.keep(name, value)
  if (row === undefined) {
    const known = name.startsWith('xmlns') || (dialect === 'vobiz' && draft.rule.row.vobizOnly?.includes(name))
    if (!known && draft.rule.row.ssml !== true) draft.report('unknown-attribute', { at: attribute })
  } else if (isDynamic(value)) draft.report('dynamic-value-unchecked', { at: attribute })
  else if (row.url === true && !row.words?.includes(value)) lintUrl(draft, attribute, dialect)
  else {
    const verdict = judgeValue(row, value)
    const code = verdict.act === 'set' ? (verdict.code ?? 'value-not-allowed') : verdict.code
    if (code !== undefined) draft.report(code, { at: attribute })
  }
  if (row?.flag !== undefined && FINDINGS[toCode(row.flag)].severity !== 'info')
    draft.report(toCode(row.flag), { at: attribute })
}

/** Plivo fetches over http as well. */
function lintUrl(draft: Draft, attribute: AttributeNode, dialect: Dialect): void {
  const code = checkUrl(attribute.value, 'https')
  if (code === undefined || (code === 'url-not-https' && dialect === 'plivo')) return
  draft.report(code, { at: attribute })
}
