import type { AttributeRow } from '@plivo-to-vobiz/mappings'
import type { Draft } from './draft.ts'
import { toCode } from './element-rules.ts'
import { encodeAttribute } from './entities.ts'
import { findConversion } from './rules/by-element.ts'
import { isDynamic } from './template.ts'
import type { AttributeNode } from './tree.ts'
import { checkUrl, resolveUrl } from './url.ts'
import { isNoop, judgeValue, type Verdict } from './value.ts'

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
  const row = draft.rule.attributes.get(attribute.name)
  if (row === undefined) return keepForeign(draft, attribute)
  if (row.hoistTo !== undefined) return false
  if (row.vobiz === null) {
    if (!isNoop(row, attribute.value)) draft.report(toCode(row.findings?.[0]), { at: attribute })
    return false
  }
  // A sound of Conference keeps its name: its row names the switch that stands for it.
  const name = row.status === 'value-mapped' ? attribute.name : row.vobiz
  if (draft.has(name)) return keepForeign(draft, attribute)
  return translateValue(draft, { attribute, row, name })
}

function translateValue(
  draft: Draft,
  { attribute, row, name }: { attribute: AttributeNode; row: AttributeRow; name: string },
): boolean {
  const verdict = findConversion(row.on, row.plivo)?.(draft, attribute.value) ?? judge(draft, row, attribute.value)
  if (isDynamic(attribute.value)) draft.report('dynamic-value-unchecked', { at: attribute })
  if (verdict.code !== undefined) draft.report(verdict.code, { at: attribute, ...toDetail(verdict) })
  if (verdict.act === 'drop') return false
  if (row.flag !== undefined) draft.report(toCode(row.flag), { at: attribute })
  write(draft, attribute, { name, value: verdict.act === 'set' ? verdict.value : undefined })
  return true
}

const toDetail = ({ detail }: Verdict): { detail?: string } => (detail === undefined ? {} : { detail })

function judge(draft: Draft, row: AttributeRow, value: string): Verdict {
  if (isDynamic(value)) return { act: 'keep' }
  if (row.url !== true || row.words?.includes(value)) return judgeValue(row, value)
  return judgeUrl(draft, value)
}

function judgeUrl(draft: Draft, value: string): Verdict {
  const code = checkUrl(value, 'https')
  const baseUrl = draft.pass.options?.baseUrl
  if (code === undefined) return { act: 'keep' }
  const absolute = code === 'url-not-absolute' && baseUrl !== undefined ? resolveUrl(value, baseUrl) : undefined
  return absolute === undefined ? { act: 'keep', code } : { act: 'set', value: absolute }
}

/** Attributes outside the rows: namespace declarations and what only Vobiz knows stay, the rest goes. */
function keepForeign(draft: Draft, attribute: AttributeNode): boolean {
  const { name, value } = attribute
  const known = name === 'xmlns' || name.startsWith('xmlns:') || draft.rule.row.ssml === true
  if (known || (draft.rule.row.vobizOnly?.includes(name) && !draft.has(name))) {
    draft.keep(name, value)
    return true
  }
  draft.report('unknown-attribute', { at: attribute })
  return false
}

function write(draft: Draft, attribute: AttributeNode, to: { name: string; value: string | undefined }): void {
  draft.keep(to.name, to.value ?? attribute.value)
  if (to.name !== attribute.name) draft.pass.edit(attribute.start, attribute.nameEnd, to.name)
  if (to.value === undefined) return
  draft.pass.edit(attribute.valueStart - 1, attribute.valueEnd + 1, `"${encodeAttribute(to.value)}"`)
}
