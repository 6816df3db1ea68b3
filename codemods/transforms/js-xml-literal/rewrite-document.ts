import { rewritePlivoXml } from '../../src/rewrite-plivo-xml.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
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

/** Reports what differs on Vobiz, and for Vobiz alone translates the literals in place. */
export function rewriteDocument(document: XmlDocument, { file, target, form }: RewriteContext): Rewrite {
  const found = {
    text: document.text,
    isFragment: form.kind === 'fragment',
    isSure: form.isSure,
    isInTest: isTest(file.path),
    codes: { unparsed: 'xml-literal-unparsed', atRunTime: 'xml-literal-at-run-time', unplaced: 'xml-literal-spans' },
    place: (edits: readonly Edit[]) => placeEdits(document, edits, file.text),
  } as const
  return rewritePlivoXml(found, target)
}

function placeEdits(document: XmlDocument, edits: readonly Edit[], source: string): readonly Edit[] | undefined {
  const placed = edits.flatMap((edit) => placeEdit(document, edit, source) ?? [])
  return placed.length === edits.length ? placed : undefined
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
