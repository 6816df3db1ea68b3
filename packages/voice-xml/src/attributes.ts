import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { AttributeFacts } from './attribute-facts.ts'
import type { Draft } from './draft.ts'
import { CONVERSIONS } from './elements/by-element.ts'
import { encodeAttribute } from './entities.ts'
import type { FindingCode } from './findings.ts'
import { ACTION_HOLE } from './input/plan.ts'
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
  const facts = draft.facts.attributes.get(attribute.name)
  if (facts === undefined) return keepForeign(draft, attribute)
  if (facts.dropCode !== undefined && !isNoop(facts, attribute.value))
    draft.report(toDropCode(draft, facts, facts.dropCode), { at: attribute })
  if (facts.target === undefined) return false
  if (draft.has(facts.target)) return keepForeign(draft, attribute)
  return translateValue(draft, attribute, facts)
}

const toDropCode = (draft: Draft, { plivo, emulatedCode }: AttributeFacts, code: FindingCode): FindingCode =>
  (draft.input?.performed.has(plivo) ? emulatedCode : undefined) ?? code

function translateValue(draft: Draft, attribute: AttributeNode, facts: AttributeFacts): boolean {
  const { name, value } = attribute
  const dynamic = isDynamic(value)
  const verdict = emulate(draft, facts, convert(draft, facts, value) ?? (dynamic ? KEEP : judge(draft, facts, value)))
  if (dynamic) draft.report('dynamic-value-unchecked', { at: attribute })
  if (verdict.code !== undefined) draft.report(verdict.code, { at: attribute, detail: verdict.detail })
  if (verdict.act === 'drop') return false
  if (facts.flag !== undefined) draft.report(facts.flag, { at: attribute })
  const target = facts.target ?? name
  draft.keep(target, verdict.act === 'set' ? verdict.value : value)
  if (target !== name) draft.pass.edit(attribute.start, attribute.start + name.length, target)
  if (verdict.act === 'set')
    draft.pass.edit(attribute.valueStart - 1, attribute.valueEnd + 1, `"${encodeAttribute(verdict.value)}"`)
  return true
}

/** The action of an emulated input is filled in later, and its reply always followed: it is not the application's own. */
function emulate(draft: Draft, { plivo }: AttributeFacts, verdict: Verdict): Verdict {
  if (draft.input === undefined) return verdict
  if (plivo === ATTRIBUTE.action) return { ...set(ACTION_HOLE), code: verdict.code, detail: verdict.detail }
  return plivo === ATTRIBUTE.redirect && !draft.input.follows ? set('true') : verdict
}

const convert = (draft: Draft, facts: AttributeFacts, value: string): Verdict | undefined =>
  facts.convert === undefined ? undefined : CONVERSIONS[facts.convert](draft, value)

function judge(draft: Draft, facts: AttributeFacts, value: string): Verdict {
  if (!facts.isUrl || facts.urlWords.includes(value)) return judgeValue(facts, value)
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
  const known = name === 'xmlns' || name.startsWith('xmlns:') || draft.facts.isSsml
  if (known || (draft.facts.vobizOnly.includes(name) && !draft.has(name))) {
    draft.keep(name, value)
    return true
  }
  draft.report('unknown-attribute', { at: attribute })
  return false
}
