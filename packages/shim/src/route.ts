import { CALL_STATUSES, EVENT, type EventKind, findEvent, PARAM } from '@plivo-to-vobiz/mappings/callbacks'

/** Which handler a webhook belongs to, and whether the platform runs the XML it gets back. */
export interface Route {
  readonly event: EventKind
  readonly expectsXml: boolean
}

type Params = Readonly<Record<string, string>>

const to = (event: EventKind, expectsXml: boolean): Route => ({ event, expectsXml })

/** Kinds an `Event` alone decides: no parameter of an element can stand beside them and mean something else. */
const DECIDED: ReadonlySet<EventKind> = new Set(['ring', 'hangup', 'machine', 'transfer'])

/** Events that say where a request goes but not what it brings: the parameters of an element decide first. */
const OPEN: ReadonlySet<EventKind> = new Set(['answer', 'redirect'])

/**
 * Finds the handler: by `Event` first, then by the parameters of an element, then, for bodies without `Event`, by
 * `CallStatus`. Never by path, since any event may arrive on any URL, and never by `CallStatus=ringing` alone, since
 * an inbound answer is ringing too.
 */
export function route(params: Params): Route {
  const label = params[PARAM.Event]
  const row = label === undefined || label === '' ? undefined : findEvent(label)
  if (params[PARAM.TrunkID] !== undefined) return to('unknown', false)
  if (row !== undefined && DECIDED.has(row.kind)) return to(row.kind, row.expectsXml)
  if (row !== undefined && !OPEN.has(row.kind) && row.vobiz !== EVENT.DialAction) return to(row.kind, row.expectsXml)
  const element = findElementRoute(params)
  if (element !== undefined) return element
  if (row !== undefined) return to(row.kind, row.expectsXml)
  return label === undefined || label === '' ? fromStatus(params) : to('unknown', false)
}

/** The parameters only one element sends, in the order they decide; several elements share those further down. */
function findElementRoute(params: Params): Route | undefined {
  const has = (name: string): boolean => params[name] !== undefined
  if (has(PARAM.MPCUUID)) return to('unknown', false)
  if (has(PARAM.DialAction)) return to('dialEvent', false)
  // A Dial result, whatever Event says (C14); at the answer URL it is no new answer (C31).
  if (has(PARAM.DialStatus)) return to('dial', true)
  if (has(PARAM.ConferenceAction)) return to('conference', params[PARAM.Event] === EVENT.ConferenceRemoteSounds)
  if (has(PARAM.ConferenceUUID)) return to('conference', true)
  if (has(PARAM.RecordingID)) return to('record', true)
  if (has(PARAM.StreamID)) return to('stream', false)
  if (has(PARAM.StableSpeech) || has(PARAM.UnstableSpeech)) return to('input', false)
  if (has(PARAM.Digits) || has(PARAM.Speech) || has(PARAM.InputType)) return to('input', true)
  return has(PARAM.Machine) ? to('machine', false) : undefined
}

const FINAL: ReadonlySet<string> = new Set(CALL_STATUSES.filter((row) => row.final).map((row) => row.value))

/** Application pages of both platforms show answer and hangup bodies without `Event`. */
function fromStatus(params: Params): Route {
  const status = params[PARAM.CallStatus] ?? ''
  if (params[PARAM.HangupCause] !== undefined || FINAL.has(status)) return to('hangup', false)
  if (status === 'ringing' && params[PARAM.Direction] === 'outbound') return to('ring', false)
  return params[PARAM.CallUUID] === undefined ? to('unknown', false) : to('answer', true)
}
