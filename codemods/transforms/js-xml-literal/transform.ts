import { getRange, getTree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { getSurroundings, MAY_HOLD_XML, type Recognised, recognise } from '../../src/text/recognise-xml.ts'
import { rewriteXmlDocument } from '../../src/text/rewrite-xml-document.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findDocuments, isCompared, type XmlDocument } from './documents.ts'

const name = 'js-xml-literal'

interface XmlTouchpoint extends Touchpoint {
  readonly form: NonNullable<Recognised>
}

/**
 * PlivoXML written in the literals of JavaScript and TypeScript. Handles
 * 1. strings, templates with expressions, and both joined by `+`,
 * 2. whole documents and fragments without a root.
 * For both providers they stay, since Plivo still gets them and the shim translates for Vobiz; what differs is
 * reported. For Vobiz alone they are translated by range edits inside the literals.
 */
export const jsXmlLiteral: Transform<XmlTouchpoint> = {
  name,
  languages: ['javascript', 'typescript'],
  needs: MAY_HOLD_XML,
  find(file) {
    const surroundings = getSurroundings(file.text)
    return getDocuments(file).flatMap(({ node, text }): readonly XmlTouchpoint[] => {
      const form = recognise(text, surroundings)
      if (form === undefined) return []
      return [{ transform: name, kind: 'xml-literal', range: getRange(node), form }]
    })
  },
  rewrite(touchpoint, file, { target }): Rewrite {
    const document = getDocuments(file).find(({ node }) => getRange(node).start === touchpoint.range.start)
    if (document === undefined) return { edits: [], notes: [] }
    return rewriteXmlDocument(document, { file, target, form: touchpoint.form })
  },
}

function getDocuments(file: SourceFile): readonly XmlDocument[] {
  const tree = getTree(file)
  return findDocuments(tree).filter(({ node }) => !isCompared(tree, node))
}
