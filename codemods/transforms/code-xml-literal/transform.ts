import type { SourceFile } from '../../src/source-file.ts'
import { getCodeTexts, TEXT_LANGUAGES } from '../../src/text/code-text.ts'
import { getSurroundings, MAY_HOLD_XML, type Recognised, recognise } from '../../src/text/recognise-xml.ts'
import { rewriteXmlDocument } from '../../src/text/rewrite-xml-document.ts'
import type { CodeText } from '../../src/text/text-document.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'

const name = 'code-xml-literal'

interface XmlTouchpoint extends Touchpoint {
  readonly form: NonNullable<Recognised>
}

/**
 * PlivoXML written in the literals of languages that ast-grep reads. Handles
 * 1. whole documents and fragments without a root,
 * 2. literals with expressions or placeholders in them, and literals joined to one text.
 * For both providers they stay, since Plivo still gets them and the gateway translates for Vobiz; what differs is
 * reported. For Vobiz alone they are translated by range edits inside the literals.
 */
export const codeXmlLiteral: Transform<XmlTouchpoint> = {
  name,
  languages: TEXT_LANGUAGES,
  needs: MAY_HOLD_XML,
  find(file) {
    const surroundings = getSurroundings(`${file.path}\n${file.text}`)
    return getTexts(file).flatMap(({ range, text }): readonly XmlTouchpoint[] => {
      const form = recognise(text, surroundings)
      return form === undefined ? [] : [{ transform: name, kind: 'xml-literal', range, form }]
    })
  },
  rewrite({ range, form }, file, { target }): Rewrite {
    const document = getTexts(file).find((one) => one.range.start === range.start)
    return document === undefined ? { edits: [], notes: [] } : rewriteXmlDocument(document, { file, target, form })
  },
}

const getTexts = (file: SourceFile): readonly CodeText[] => getCodeTexts(file).filter(({ isCompared }) => !isCompared)
