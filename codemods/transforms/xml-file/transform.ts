import { planTranslation, type TranslationPlan, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { type FileDocument, getDocuments } from './documents.ts'

const name = 'xml-file'
const NOTHING: Rewrite = { edits: [], notes: [] }

/**
 * PlivoXML in files: XML, and templates of EJS, ERB, Handlebars, Jinja and their kin. For both providers it stays; for
 * Vobiz alone it is translated by range edits, expressions of the template kept. Pug, HAML and Slim are reported.
 */
export const xmlFile: Transform = {
  name,
  languages: ['xml', 'template'],
  find(file) {
    if (isIndented(file)) return findIndented(file)
    return getDocuments(file).map(({ range }) => ({ transform: name, kind: 'xml-literal', range }))
  },
  rewrite({ range }, file, { target }): Rewrite {
    if (isIndented(file)) return { task: { code: 'xml-file-indented' } }
    const document = getDocuments(file).find((one) => one.range.start === range.start)
    return document === undefined ? NOTHING : rewriteDocument(document, file, target)
  },
}

function rewriteDocument(document: FileDocument, { path }: SourceFile, target: Target): Rewrite {
  const plan = tryPlan(document.text, document.form.kind === 'fragment')
  if (typeof plan === 'string') return { task: { code: 'xml-file-unparsed', args: { reason: plan } } }
  const serious = plan.findings.filter(({ severity }) => severity !== 'info')
  if (plan.edits.length === 0 && serious.length === 0) return NOTHING
  const codes = [...new Set(plan.findings.map(({ code }) => code))].sort().join(', ')
  const lost = plan.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  if (!document.form.isSure) return { task: { code: 'xml-literal-ambiguous', args: { codes } } }
  if (/(?:^|\/)(?:__tests__|tests?|specs?|fixtures)\//i.test(path))
    return target === 'both' ? NOTHING : { task: { code: 'xml-literal-in-test' } }
  if (lost.length > 0)
    return { task: { code: 'xml-literal-lost', args: { codes: [...new Set(lost)].sort().join(', ') } } }
  if (target === 'both')
    return { edits: [], notes: [{ code: 'xml-file-at-run-time', args: { codes: codes || 'none' } }] }
  const edits = placeEdits(document, plan.edits)
  if (edits === undefined) return { task: { code: 'xml-file-expression' } }
  const note: Note =
    serious.length > 0 ? { code: 'xml-literal-review', args: { codes } } : { code: 'xml-literal-translated' }
  return { edits, notes: [note] }
}

function tryPlan(text: string, fragment: boolean): TranslationPlan | string {
  try {
    return planTranslation(text, { fragment })
  } catch (error) {
    if (error instanceof VoiceXmlError) return error.message
    throw error
  }
}

/** Edits as ranges of the file, expressions put back; `undefined` when one would fall into an expression. */
function placeEdits({ range, masked }: FileDocument, edits: readonly Edit[]): readonly Edit[] | undefined {
  const placed = edits.map(({ start, end, text }) => ({
    start: range.start + start,
    end: range.start + end,
    text: [...masked.originals].reduce((written, [mask, original]) => written.replaceAll(mask, original), text),
  }))
  const cuts = placed.some((edit) =>
    masked.ranges.some(
      (one) =>
        edit.start < one.end &&
        one.start < edit.end &&
        !(edit.start <= one.start && one.end <= edit.end && isWritten(masked.originals, edit.text)),
    ),
  )
  return cuts ? undefined : placed
}

/** Whether a replaced expression is in the new text. */
const isWritten = (originals: ReadonlyMap<string, string>, text: string): boolean =>
  [...originals.values()].some((original) => text.includes(original))

/** Templates that write elements without brackets. */
const isIndented = ({ path }: SourceFile): boolean => /\.(?:pug|jade|haml|slim)$/i.test(path)

function findIndented({ text }: SourceFile): readonly Touchpoint[] {
  const root = /^[ \t]*%?Response\b.*$/m.exec(text)
  const verbs = /^[ \t]+%?(?:Speak|GetDigits|GetInput|Dial|Record|Play|Conference|Redirect|Hangup|Wait|PreAnswer)\b/m
  if (root === null || !verbs.test(text) || !/plivo|^[ \t]+%?(?:Speak|GetDigits|GetInput|PreAnswer)\b/im.test(text))
    return []
  const range = { start: root.index, end: root.index + root[0].length }
  return [{ transform: name, kind: 'xml-literal', range }]
}
