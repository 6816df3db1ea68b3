import { ELEMENT, ELEMENTS } from '@plivo-to-vobiz/mappings'
import { rewritePlivoXml } from '../../src/rewrite-plivo-xml.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { MAY_HOLD_XML } from '../../src/text/recognise-xml.ts'
import type { Edit, Target, Touchpoint } from '../../src/touchpoint.ts'
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
  needs: new RegExp(`${ELEMENT.Response}|${MAY_HOLD_XML.source}`),
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
  const { text, form } = document
  const found = {
    text,
    isFragment: form.kind === 'fragment',
    isSure: form.isSure,
    isInTest: /(?:^|\/)(?:__tests__|tests?|specs?|fixtures)\//i.test(path),
    codes: { unparsed: 'xml-file-unparsed', atRunTime: 'xml-file-at-run-time', unplaced: 'xml-file-expression' },
    place: (edits: readonly Edit[]) => placeEdits(document, edits),
  } as const
  return rewritePlivoXml(found, target)
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

const toAlternatives = (names: readonly string[]): string => names.join('|')
const ROOT = new RegExp(`^[ \\t]*%?${ELEMENT.Response}\\b.*$`, 'm')
const VERBS = new RegExp(`^[ \\t]+%?(?:${toAlternatives(ELEMENTS.map(({ plivo }) => plivo))})\\b`, 'm')
/** What other providers' documents do not have. */
const OWN = [ELEMENT.Speak, ELEMENT.GetDigits, ELEMENT.GetInput, ELEMENT.PreAnswer]
const PLIVOS = new RegExp(`plivo|^[ \\t]+%?(?:${toAlternatives(OWN)})\\b`, 'im')

function findIndented({ text }: SourceFile): readonly Touchpoint[] {
  const root = ROOT.exec(text)
  if (root === null || !VERBS.test(text) || !PLIVOS.test(text)) return []
  const range = { start: root.index, end: root.index + root[0].length }
  return [{ transform: name, kind: 'xml-literal', range }]
}
