import { describe, providerName, toPath } from '../compare/to-lines.ts'
import type { Exchange, Step, Transcript } from '../transcript.ts'
import { type Paint, plain } from './paint.ts'

/** How a transcript is printed. */
export interface TextOptions {
  readonly paint?: Paint
  /** Columns; longer lines are cut. Default 110. */
  readonly width?: number
}

/** A call as text: each webhook, what came back, and what the caller heard and did. */
export function renderTranscript(transcript: Transcript, { paint = plain, width = 110 }: TextOptions = {}): string {
  const name = providerName(transcript)
  let number = 0
  const lines = transcript.entries.flatMap((entry) => {
    const problems = entry.problems.map(({ severity, message }) => paint('problem', `       ! ${severity}: ${message}`))
    if (entry.kind === 'step') return [stepLine(entry, paint, width), ...problems]
    number += 1
    return [...exchangeLines(entry, { number, name, paint, width }), ...problems]
  })
  return `${lines.join('\n')}\n`
}

interface Numbered extends Required<TextOptions> {
  readonly number: number
  readonly name: string
}

function exchangeLines({ request, reply }: Exchange, { number, name, paint, width }: Numbered): string[] {
  const count = String(number).padStart(3)
  const asked = cut(`${count}  ${name} -> app  ${request.method} ${toPath(request.url)}   ${describe(request)}`, width)
  const answered = reply === undefined ? 'no answer' : `${reply.status} ${reply.elements.join(' ')}`.trim()
  const refused = reply === undefined || reply.status >= 300
  return [paint('request', asked), paint(refused ? 'refused' : 'reply', cut(`     app -> ${name}  ${answered}`, width))]
}

function stepLine({ action, text }: Step, paint: Paint, width: number): string {
  return paint('caller', cut(`       caller ${action} ${text}`, width))
}

/** A line that fits, an ellipsis at its end when something is missing. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}
