import type { AttributeRule } from './attribute-rules.ts'
import type { Draft } from './draft.ts'
import { encodeAttribute } from './entities.ts'
import { CONVERSIONS } from './rules/by-element.ts'
import { isDynamic } from './template.ts'
import type { AttributeNode } from './tree.ts'
import { checkUrl, resolveUrl } from './url.ts'
import { isNoop, judgeValue, KEEP, keep, set, type Verdict } from './value.ts'

/** Translates the attributes in source order: renames, converts, or removes each, and reports. */
export function translateAttributes(draft: Draft): void {
  let end = draft.node.start + 1 + draft.node.name.length
  for (const attribute of draft.node.attributes) {
    if (!translateAttribute(draft, attribute)) draft.pass.edit(end, attribute.valueEnd + 1, '')
    end = attribute.valueEnd + 1
  }
}

/** Whether the attribute stays. */
function translateAttribute(draft: Draft, attribute: AttributeNode): boolean {
  const rule = draft.rule.attributes.get(attribute.name)
  if (rule === undefined) return keepForeign(draft, attribute)
  if (rule.dropCode !== undefined && !isNoop(rule, attribute.value)) draft.report(rule.dropCode, { at: attribute })
  if (rule.target === undefined) return false
  if (draft.has(rule.target)) return keepForeign(draft, attribute)
  return translateValue(draft, attribute, rule)
}

function translateValue(draft: Draft, attribute: AttributeNode, rule: AttributeRule): boolean {
  const { name, value } = attribute
  const dynamic = isDynamic(value)
  const verdict = convert(draft, rule, value) ?? (dynamic ? KEEP : judge(draft, rule, value))
  if (dynamic) draft.report('dynamic-value-unchecked', { at: attribute })
  if (verdict.code !== undefined) draft.report(verdict.code, { at: attribute, detail: verdict.detail })
  if (verdict.act === 'drop') return false
  if (rule.flag !== undefined) draft.report(rule.flag, { at: attribute })
  const target = rule.target ?? name
  draft.keep(target, verdict.act === 'set' ? verdict.value : value)
  if (target !== name) draft.pass.edit(attribute.start, attribute.start + name.length, target)
  if (verdict.act === 'set')
    draft.pass.edit(attribute.valueStart - 1, attribute.valueEnd + 1, `"${encodeAttribute(verdict.value)}"`)
  return true
}

const convert = (draft: Draft, rule: AttributeRule, value: string): Verdict | undefined =>
  rule.convert === undefined ? undefined : CONVERSIONS[rule.convert](draft, value)

function judge(draft: Draft, rule: AttributeRule, value: string): Verdict {
  if (!rule.isUrl || rule.urlWords.includes(value)) return judgeValue(rule, value)
  return judgeUrl(draft, value)
}

function judgeUrl(draft: Draft, value: string): Verdict {
  const code = checkUrl(value, 'https')
  const baseUrl = draft.pass.options?.baseUrl
  const absolute = code === 'url-not-absolute' && baseUrl !== undefined ? resolveUrl(value, baseUrl) : undefined
  return absolute === undefined ? keep(code) : set(absolute)
}

/** Attributes outside the rows: namespace declarations and what only Vobiz knows stay, the rest goes. */
function keepForeign(draft: Draft, attribute: AttributeNode): boolean {
  const { name, value } = attribute
  const known = name === 'xmlns' || name.startsWith('xmlns:') || draft.rule.isSsml
  if (known || (draft.rule.vobizOnly.includes(name) && !draft.has(name))) {
    draft.keep(name, value)
    return true
  }
  draft.report('unknown-attribute', { at: attribute })
  return false
}
