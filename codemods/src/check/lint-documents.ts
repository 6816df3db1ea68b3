import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { lint, translate, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import { findDocuments, isCompared } from '../../transforms/js-xml-literal/documents.ts'
import { findSyntaxProblem } from '../javascript/parse.ts'
import { getRange, getTree } from '../javascript/tree.ts'
import { findLanguage } from '../languages.ts'
import { maskTemplate } from '../markup/mask-template.ts'
import { createPositions } from '../positions.ts'
import type { SourceFile } from '../source-file.ts'
import { getCodeTexts, TEXT_LANGUAGES } from '../text/code-text.ts'
import { getSurroundings } from '../text/recognise-xml.ts'
import type { Target } from '../touchpoint.ts'

/** What Vobiz would find wrong with a document of the code base. */
export interface XmlProblem {
  readonly file: string
  readonly line: number
  readonly severity: 'warning' | 'error'
  readonly code: string
  readonly message: string
}

const DOCUMENT = /<Response\b[^>]*>[\s\S]*<\/Response\s*>/
const OWN = new RegExp(`<(?:${[ELEMENT.Gather, ELEMENT.Speak, ELEMENT.GetDigits, ELEMENT.GetInput].join('|')})\\b`)
const OTHERS = /<(?:Say|Pause|Enqueue|Reject|Sms|Pay|Siprec|Task|Queue|Sip)\b/

/** Whole voice documents of a file, each with its offset. */
export function findXml(file: SourceFile): readonly { readonly text: string; readonly offset: number }[] {
  if (!file.text.includes('</Response')) return []
  const { mentionsOthers } = getSurroundings(file.text)
  const isOwn = (text: string): boolean => !OTHERS.test(text) && (!mentionsOthers || OWN.test(text))
  if (file.language === 'javascript' || file.language === 'typescript') {
    if (findSyntaxProblem(file) !== undefined) return []
    const tree = getTree(file)
    return findDocuments(tree)
      .filter(({ node, text }) => DOCUMENT.test(text) && isOwn(text) && !isCompared(tree, node))
      .map(({ node, text }) => ({ text: DOCUMENT.exec(text)?.[0] ?? text, offset: getRange(node).start }))
  }
  if (TEXT_LANGUAGES.includes(file.language)) {
    if (findLanguage(file.language)?.findSyntaxProblem(file) !== undefined) return []
    return getCodeTexts(file)
      .filter(({ text, isCompared: isLookedFor }) => DOCUMENT.test(text) && isOwn(text) && !isLookedFor)
      .map(({ text, range }) => ({ text: DOCUMENT.exec(text)?.[0] ?? text, offset: range.start }))
  }
  if (file.language !== 'xml' && file.language !== 'template') return []
  const { text } = maskTemplate(file.text)
  return [...text.matchAll(/<Response\b[^>]*>[\s\S]*?<\/Response\s*>/g)]
    .filter((match) => isOwn(match[0]))
    .map((match) => ({ text: match[0], offset: match.index }))
}

/**
 * Lints the documents of a file for Vobiz. While both providers are in use they are PlivoXML, so what the shim makes of
 * them is linted.
 */
export function lintDocuments(
  file: SourceFile,
  target: Target,
): { readonly documents: number; readonly problems: readonly XmlProblem[] } {
  const documents = findXml(file)
  const at = createPositions(file.text)
  const problems = documents.flatMap(({ text, offset }) =>
    lintOne(text, target).map((problem) => ({
      file: file.path,
      line: at(offset).line + problem.line - 1,
      ...omitLine(problem),
    })),
  )
  return { documents: documents.length, problems }
}

type Found = Omit<XmlProblem, 'file'>

const omitLine = ({ line: _, ...rest }: Found): Omit<Found, 'line'> => rest

function lintOne(text: string, target: Target): readonly Found[] {
  try {
    const xml = target === 'both' ? translate(text).xml : text
    return lint(xml, 'vobiz').flatMap(({ severity, code, message, line = 1 }) =>
      severity === 'info' || code === 'dynamic-value-unchecked' ? [] : [{ line, severity, code, message }],
    )
  } catch (error) {
    if (!(error instanceof VoiceXmlError)) throw error
    return [{ line: 1, severity: 'error', code: error.code, message: error.message }]
  }
}
