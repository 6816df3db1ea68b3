import { oncePerFile } from '../../src/language.ts'
import { type Masked, maskTemplate } from '../../src/markup/mask-template.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { getSurroundings, type Recognised, recognise } from '../../src/text/recognise-xml.ts'
import type { Range } from '../../src/touchpoint.ts'

/** A document or a partial in a file. */
export interface FileDocument {
  readonly range: Range
  readonly form: NonNullable<Recognised>
  /** The text with the expressions of the template masked, at its own length. */
  readonly text: string
  readonly masked: Masked
}

/** Every PlivoXML document of a file; of a file without a root, the file itself when its tags say so. */
export const getDocuments: (file: SourceFile) => readonly FileDocument[] = oncePerFile(findDocuments)

function findDocuments(file: SourceFile): readonly FileDocument[] {
  const masked = maskTemplate(file.text)
  const text = masked.text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\r\n]/g, ' '))
  const surroundings = getSurroundings(`${file.path}\n${file.text}`)
  const toDocument = (range: Range): readonly FileDocument[] => {
    const own = text.slice(range.start, range.end)
    const form = recognise(own, surroundings)
    return form === undefined ? [] : [{ range, form, text: masked.text.slice(range.start, range.end), masked }]
  }
  const roots = [...text.matchAll(/<Response\b[^>]*>[\s\S]*?<\/Response\s*>/g)]
  if (roots.length > 0)
    return roots.flatMap((match) => toDocument({ start: match.index, end: match.index + match[0].length }))
  const start = text.search(/<[A-Za-z]/)
  return start < 0 || isOtherMarkup(text) ? [] : toDocument({ start, end: text.trimEnd().length })
}

/** Markup of pages, feeds and projects is no partial of a reply. */
const isOtherMarkup = (text: string): boolean =>
  /<!doctype|<\?xml-stylesheet|<(?:html|head|body|div|project|rss|feed|svg|configuration|root)\b/i.test(text)
