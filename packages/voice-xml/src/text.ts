import { ATTRIBUTE, ELEMENT, type ElementRow } from '@plivo-to-vobiz/mappings'
import type { Dialect } from './dialect.ts'
import type { Draft } from './draft.ts'
import { findDtmfText } from './elements/dtmf.ts'
import { encodeText } from './entities.ts'
import { isSpace, skipSpace } from './names.ts'
import { isDynamic } from './template.ts'
import { textOf } from './text-of.ts'
import { checkUrl, resolveUrl } from './url.ts'

/**
 * Checks the text, and trims it unless it is speech: a room name with a line break would be another room. Gives whether
 * the content was written anew, its children with it.
 */
export function translateText(draft: Draft): boolean {
  const { node, pass, facts } = draft
  const { textKind } = facts
  if (textKind === undefined || textKind === 'speech') return false
  if (node.name === ELEMENT.DTMF && writeDtmfText(draft)) return true
  const value = textOf(pass.source, node)
  const start = findTextStart(draft)
  const text = translateValue(draft, { value, start, kind: textKind })
  if (text === undefined && node.children.length === 0) {
    trim(draft, start)
    return false
  }
  pass.edit(node.contentStart, node.contentEnd, encodeText(text ?? value))
  return true
}

/** Checks the text as it is. */
export function lintText(draft: Draft, dialect: Dialect): void {
  const { textKind: kind } = draft.facts
  if (kind === undefined || kind === 'speech' || kind === 'name') return
  const value = textOf(draft.pass.source, draft.node)
  if (isDynamic(value)) return
  if (kind === 'digits') {
    checkDigits(draft, value)
    return
  }
  const code = checkUrl(value, kind === 'url' ? 'https' : 'wss')
  if (code === undefined || (code === 'url-not-https' && dialect === 'plivo')) return
  draft.report(code, { attribute: TEXT, at: findTextStart(draft) })
}

const findTextStart = ({ node, pass }: Draft): number =>
  Math.min(skipSpace(pass.source, node.contentStart), node.contentEnd)

const TEXT = '#text'
const DIGITS = /^[0-9*#wW]*$/

interface Text {
  readonly value: string
  readonly start: number
  readonly kind: NonNullable<ElementRow['textKind']>
}

/** Checks the text by its kind; gives another text where one can be told. */
function translateValue(draft: Draft, { value, start, kind }: Text): string | undefined {
  if (kind === 'name') return undefined
  if (isDynamic(value)) draft.report('dynamic-value-unchecked', { attribute: TEXT, at: start })
  else if (kind === 'digits') checkDigits(draft, value)
  else return translateUrl(draft, { value, start, kind })
  return undefined
}

function checkDigits(draft: Draft, value: string): void {
  if (!DIGITS.test(value)) draft.report('dtmf-invalid-chars')
}

function translateUrl(draft: Draft, { value, start, kind }: Text): string | undefined {
  const code = checkUrl(value, kind === 'url' ? 'https' : 'wss')
  const base = code === 'url-not-absolute' && kind === 'url' && value !== '' ? draft.pass.options?.baseUrl : undefined
  const absolute = base === undefined ? undefined : resolveUrl(value, base)
  if (absolute === undefined && code !== undefined) draft.report(code, { attribute: TEXT, at: start })
  return absolute
}

/** Cuts white space at both ends of the content. */
function trim({ node, pass }: Draft, start: number): void {
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
  if (isEmptyTag) pass.edit(node.attributesEnd, node.end, `>${text}</${draft.facts.vobiz}>`)
  else pass.edit(node.contentStart, node.contentEnd, text)
  checkDigits(draft, draft.source(ATTRIBUTE.digits)?.value.trim() ?? '')
  return true
}
