import type { Finding, Severity, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'

/** A document with what was found in it; `xml` is its translation, `error` why there is none. */
export interface CheckedDocument {
  readonly name: string
  readonly source: string
  readonly findings: readonly Finding[]
  readonly xml?: string
  readonly error?: VoiceXmlError
}

/** Colours a part of a report. */
export type XmlPaint = (style: Severity | 'place' | 'caret', text: string) => string

/** Longest piece of a source line that is shown. */
const WIDTH = 100

/** Findings of a document as text, each with the line it is about and a caret under the place. */
export function formatDocument({ name, source, findings, error }: CheckedDocument, paint: XmlPaint): string {
  const lines = source.split('\n')
  const entries = error === undefined ? findings : [toEntry(error)]
  return entries.map((entry) => formatEntry(entry, { name, lines, paint })).join('')
}

type Entry = Pick<Finding, 'severity' | 'message' | 'line' | 'column'> & { readonly code: string }

const toEntry = ({ code, message, line, column }: VoiceXmlError): Entry => ({
  code,
  severity: 'error',
  message,
  line,
  column,
})

function formatEntry(
  { code, severity, message, line = 1, column = 1 }: Entry,
  { name, lines, paint }: { name: string; lines: readonly string[]; paint: XmlPaint },
): string {
  const { text, offset } = excerpt(lines[line - 1] ?? '', column - 1)
  return (
    `${paint('place', `${name}:${line}:${column}`)} ${paint(severity, severity)} ${code}\n` +
    `  ${text}\n  ${' '.repeat(offset)}${paint('caret', '^')}\n  ${message}\n\n`
  )
}

/** The part of a line around a place, tabs as single spaces so that the caret stands right. */
function excerpt(line: string, at: number): { text: string; offset: number } {
  const start = line.length <= WIDTH ? 0 : Math.max(0, Math.min(at - WIDTH / 2, line.length - WIDTH))
  const text = line
    .slice(start, start + WIDTH)
    .replace(/\r$/, '')
    .replace(/\t/g, ' ')
  return { text, offset: at - start }
}

/** The documents as the one JSON object of `--format json`. */
export function toJson(documents: readonly CheckedDocument[]): string {
  const count = (severity: Severity): number =>
    documents.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length
  const summary = {
    documents: documents.length,
    refused: documents.filter(({ error }) => error !== undefined).length,
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
  }
  const entries = documents.map(({ name, xml, findings, error }) => ({
    file: name,
    ...(xml === undefined ? {} : { xml }),
    findings,
    ...(error === undefined
      ? {}
      : { error: { code: error.code, message: error.message, line: error.line, column: error.column } }),
  }))
  return `${JSON.stringify({ version: 1, documents: entries, summary }, null, 2)}\n`
}
