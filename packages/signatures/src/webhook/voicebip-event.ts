import { WEBHOOK_NAMES } from '../generated/header-names.ts'

const names = WEBHOOK_NAMES.voicebip

/** One thing the caller or the agent said. */
export interface VoicebipUtterance {
  /** `caller`, or the name of the other side. */
  readonly role: string
  readonly text: string
}

/** An event of Voicebip's bring-your-own-model webhook, read leniently: the sender is verified, its fields may grow. */
export interface VoicebipEvent {
  readonly id: string | undefined
  readonly type: string | undefined
  /** The `payload` field, as received. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** Something the caller said that wants an answer. */
export interface VoicebipTurn {
  readonly text: string
  /** What was said before, oldest first; empty when the event carries none. */
  readonly history: readonly VoicebipUtterance[]
  readonly event: VoicebipEvent
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The id under which an event is handled once. */
export function readEventId(body: unknown): string | undefined {
  return isRecord(body) ? toText(body[names.eventId]) : undefined
}

/** Reads an event; `undefined` when the body is no JSON object. */
export function readEvent(body: unknown): VoicebipEvent | undefined {
  if (!isRecord(body)) return undefined
  const payload = body.payload
  return { id: readEventId(body), type: toText(body[names.eventType]), payload: isRecord(payload) ? payload : {} }
}

/** The turn an event asks an answer for; `undefined` when it only tells something. */
export function readTurn(event: VoicebipEvent): VoicebipTurn | undefined {
  const text = toText(event.payload.text)
  if (event.type !== names.transcription || text === undefined) return undefined
  const said = event.payload[names.history]
  return { text, history: Array.isArray(said) ? said.flatMap(readUtterance) : [], event }
}

function readUtterance(value: unknown): readonly VoicebipUtterance[] {
  if (!isRecord(value)) return []
  const { role, text } = value
  return typeof role === 'string' && typeof text === 'string' ? [{ role, text }] : []
}
