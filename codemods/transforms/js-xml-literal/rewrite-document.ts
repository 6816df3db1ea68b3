import { planTranslation, type TranslationPlan, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Target } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { escapeFor } from './cook.ts'
import type { XmlDocument } from './documents.ts'
import type { Recognised } from './recognise.ts'

/** What the rewrite of a document depends on. */
export interface RewriteContext {
  readonly file: SourceFile
  readonly target: Target
  readonly form: NonNullable<Recognised>
}

const NOTHING: Rewrite = { edits: [], notes: [] }

/** Reports what differs on Vobiz, and for Vobiz alone translates the literals in place. */
export function rewriteDocument(document: XmlDocument, { file, target, form }: RewriteContext): Rewrite {
  const plan = tryPlan(document.text, form.kind === 'fragment')
  if (typeof plan === 'string') return { task: { code: 'xml-literal-unparsed', args: { reason: plan } } }
  const { edits, findings } = plan
  const serious = findings.filter(({ severity }) => severity !== 'info')
  if (edits.length === 0 && serious.length === 0) return NOTHING
  const codes = [...new Set(findings.map(({ code }) => code))].sort().join(', ')
  const lost = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  if (!form.isSure) return { task: { code: 'xml-literal-ambiguous', args: { codes } } }
  if (isTest(file.path)) return target === 'both' ? NOTHING : { task: { code: 'xml-literal-in-test' } }
  if (lost.length > 0)
    return { task: { code: 'xml-literal-lost', args: { codes: [...new Set(lost)].sort().join(', ') } } }
  if (target === 'both')
    return { edits: [], notes: [{ code: 'xml-literal-at-run-time', args: { codes: codes || 'none' } }] }
  const placed = edits.map((edit) => placeEdit(document, edit, file.text))
  if (placed.some((edit) => edit === undefined)) return { task: { code: 'xml-literal-spans' } }
  const note: Note =
    serious.length > 0 ? { code: 'xml-literal-review', args: { codes } } : { code: 'xml-literal-translated' }
  return { edits: placed.flatMap((edit) => (edit === undefined ? [] : [edit])), notes: [note] }
}

function tryPlan(text: string, fragment: boolean): TranslationPlan | string {
  try {
    return planTranslation(text, { fragment })
  } catch (error) {
    if (error instanceof VoiceXmlError) return error.message
    throw error
  }
}

const isTest = (path: string): boolean =>
  /(?:^|\/)(?:__tests__|tests?|specs?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/i.test(path)

/** Moves an edit of the document's text into the file; `undefined` when it would reach from one literal to another. */
function placeEdit(document: XmlDocument, edit: Edit, source: string): Edit | undefined {
  const { offsets, owners } = document
  const isInsertion = edit.start === edit.end
  const first = owners[isInsertion ? edit.start - 1 : edit.start] ?? owners[edit.start]
  const last = owners[isInsertion ? edit.start - 1 : edit.end - 1] ?? owners[edit.start]
  if (first === undefined || first.node !== last?.node) return undefined
  if (owners.slice(edit.start, edit.end).some((owner) => owner?.node !== first.node)) return undefined
  const start = isInsertion ? getEnd(document, edit.start - 1, first.quote, source) : (offsets[edit.start] ?? -1)
  const end = isInsertion ? start : getEnd(document, edit.end - 1, first.quote, source)
  const text = write(document, { text: edit.text, quote: first.quote }, source)
  return text === undefined || start < 0 ? undefined : { start, end, text }
}

/** Where the source of one unit ends: where the next one starts, or before the closing quote. */
function getEnd({ offsets, owners }: XmlDocument, unit: number, quote: string, source: string): number {
  if (unit < 0) return offsets[0] ?? -1
  const owner = owners[unit]
  if (owners[unit + 1]?.node === owner?.node && owner !== undefined) return offsets[unit + 1] ?? -1
  const { end } = owner?.node ?? { end: undefined }
  const close = typeof end === 'number' ? end - quote.length : -1
  return source.charAt(close) === quote ? close : -1
}

/** The new text as it is written in the literal, expressions put back in place of their masks. */
function write(
  { text: whole, expressions }: XmlDocument,
  { text, quote }: { readonly text: string; readonly quote: string },
  source: string,
): string | undefined {
  const parts = text.split(/\$\{e(\d+)\}/)
  const usesSingle = quote === '"' && /=\s*'/.test(whole) && !/=\s*"/.test(whole) && !text.includes("'")
  let result = ''
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      result += escapeFor(quote, usesSingle ? part.replaceAll('"', "'") : part)
      continue
    }
    const range = expressions[Number(part) - 1]
    if (range === undefined || quote !== '`') return undefined
    result += source.slice(range.start, range.end)
  }
  return result
}
