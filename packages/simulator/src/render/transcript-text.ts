import { describe, providerName, toPath, toSentence, withoutOrigin } from '../compare/to-lines.ts'
import type { Exchange, Moment, Problem, Step, Transcript } from '../transcript.ts'
import { toClock } from './clock.ts'
import { wrapBehind } from './fit.ts'
import { type Paint, plain, type Tone } from './paint.ts'

/** How a transcript is printed. */
export interface TextOptions {
  readonly paint?: Paint
  /** Columns to fill. Default 110. */
  readonly width?: number
}

const LABEL: Readonly<Record<Moment, string>> = {
  ring: 'phone rings',
  answer: 'call answered',
  fallback: 'answer failed',
  machine: 'machine?',
  input: 'input given',
  'dial-event': 'dialled phone',
  'dial-result': 'dial is over',
  'dial-sound': 'sound for dial',
  record: 'recording',
  'record-ready': 'recording ready',
  transcription: 'transcription',
  conference: 'conference',
  'conference-result': 'left the room',
  'wait-sound': 'sound of waiting',
  multiparty: 'multi-party',
  'multiparty-result': 'left multi-party',
  stream: 'audio stream',
  redirect: 'redirected',
  transfer: 'transferred',
  hangup: 'call is over',
  operator: 'operator',
}

const MARGIN = ' '.repeat(24)

/** A piece of the text before it is wrapped and coloured. */
interface Piece {
  readonly tone: Tone
  readonly lead: string
  readonly text: string
}

/** A call as text: each webhook, what came back, and what the caller heard and did. */
export function renderTranscript(transcript: Transcript, { paint = plain, width = 110 }: TextOptions = {}): string {
  const name = providerName(transcript)
  const pieces = transcript.entries.flatMap((entry) => {
    const problems = entry.problems.map(toProblem)
    if (entry.kind === 'step') return [toStep(entry), ...problems]
    return [toRequest(entry, name), ...toReply(entry, name), ...problems]
  })
  const lines = pieces.flatMap(({ tone, lead, text }) => wrapBehind(lead, text, width).map((line) => paint(tone, line)))
  return `${lines.join('\n')}\n`
}

function toRequest({ request, at }: Exchange, name: string): Piece {
  const label = `${toClock(at).padStart(5)}  ${LABEL[request.moment].padEnd(17)}`
  const text = `${request.method} ${toPath(request.url)}  ${describe(request)}`.trim()
  return { tone: 'request', lead: `${label}${name} -> app  `, text }
}

/** One line for each element of the reply, so that its attributes can be read. */
function toReply(exchange: Exchange, name: string): readonly Piece[] {
  const { reply } = exchange
  const lead = `${MARGIN}app -> ${name}  `
  if (reply === undefined) return [{ tone: 'refused', lead, text: 'no answer' }]
  const [first = '', ...rest] = reply.elements.map((tag) => withoutOrigin(tag, exchange))
  const tone = reply.status < 300 ? 'reply' : 'refused'
  const indent = ' '.repeat(lead.length + 4)
  return [
    { tone, lead, text: `${reply.status} ${first}`.trim() },
    ...rest.map((text) => ({ tone, lead: indent, text }) as const),
  ]
}

const toStep = (step: Step): Piece => ({ tone: 'caller', lead: MARGIN, text: toSentence(step) })

const toProblem = ({ severity, message }: Problem): Piece => ({
  tone: 'problem',
  lead: `${MARGIN}! `,
  text: `${severity}: ${message}`,
})
