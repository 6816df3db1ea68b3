import { ELEMENT } from '@plivo-to-vobiz/mappings'
import type { Dialect } from './dialect.ts'
import type { Draft } from './draft.ts'
import { encodeText } from './entities.ts'
import { isSpace, skipSpace } from './names.ts'
import { findDtmfText } from './rules/dtmf.ts'
import { isDynamic } from './template.ts'
import { textOf } from './text-of.ts'
import { checkUrl, resolveUrl } from './url.ts'

/** Checks the text, and trims it unless it is speech: a room name with a line break would be another room. */
export function translateText(draft: Draft): void {
  const { textKind } = draft.rule.row
  if (textKind === undefined || textKind === 'speech') return
  if (draft.node.name === ELEMENT.DTMF && writeDtmfText(draft)) return
  const { node, pass } = draft
  if (node.contentStart === node.contentEnd) return
  const value = textOf(pass.source, node)
  const start = Math.min(skipSpace(pass.source, node.contentStart), node.contentEnd)
  if (isDynamic(value)) {
    if (textKind !== 'name') draft.report('dynamic-value-unchecked', { attribute: TEXT, at: start })
  } else if (textKind === 'digits') {
    if (!DIGITS.test(value)) draft.report('dtmf-invalid-chars')
  } else if (textKind !== 'name' && translateUrl(draft, { value, start, scheme: textKind === 'url' ? 'https' : 'wss' }))
    return
  trim(draft, start)
}

/** Checks the text as it is. */
export function lintText(draft: Draft, dialect: Dialect): void {
  const { textKind } = draft.rule.row
  const value = textOf(draft.pass.source, draft.node)
  if (isDynamic(value)) return
  if (textKind === 'digits' && !DIGITS.test(value)) draft.report('dtmf-invalid-chars')
  if (textKind !== 'url' && textKind !== 'socket-url') return
  const code = checkUrl(value, textKind === 'url' ? 'https' : 'wss')
  if (code === undefined || (code === 'url-not-https' && dialect === 'plivo')) return
  draft.report(code, {
    attribute: TEXT,
    at: Math.min(skipSpace(draft.pass.source, draft.node.contentStart), draft.node.contentEnd),
  })
}

const TEXT = '#text'
const DIGITS = /^[0-9*#wW]*$/

/** Whether the whole text was replaced. */
function translateUrl(
  draft: Draft,
  { value, start, scheme }: { value: string; start: number; scheme: 'https' | 'wss' },
): boolean {
  const code = checkUrl(value, scheme)
  const baseUrl = draft.pass.options?.baseUrl
  const base = code === 'url-not-absolute' && scheme === 'https' && value !== '' ? baseUrl : undefined
  const absolute = base === undefined || draft.node.children.length > 0 ? undefined : resolveUrl(value, base)
  if (absolute !== undefined) {
    draft.pass.edit(draft.node.contentStart, draft.node.contentEnd, encodeText(absolute))
    return true
  }
  if (code !== undefined) draft.report(code, { attribute: TEXT, at: start })
  return false
}

/** Cuts white space at both ends of the content. */
function trim({ node, pass }: Draft, start: number): void {
  if (node.children.length > 0) return
  pass.edit(node.contentStart, start, '')
  let end = node.contentEnd
  while (end > start && isSpace(pass.source.charCodeAt(end - 1))) end--
  pass.edit(end, node.contentEnd, '')
}

function writeDtmfText(draft: Draft): boolean {
  const text = findDtmfText(draft)
  if (text === undefined) return false
  const { node, pass } = draft
  const isEmptyTag = node.contentEnd === node.end
  if (isEmptyTag) pass.edit(node.attributesEnd, node.end, `>${text}</${draft.rule.row.vobiz}>`)
  else pass.edit(node.contentStart, node.contentEnd, text)
  if (!DIGITS.test(draft.source('digits')?.value.trim() ?? '')) draft.report('dtmf-invalid-chars')
  return true
}
