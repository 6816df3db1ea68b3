/** The part of the tables webhooks are read by, for programs that start often. */
export { findEvent, findEventsOf, findParam } from './callback-lookup.ts'
export { EVENT, header, PARAM } from './callback-names.ts'
export { ACCOUNT_ID, CUSTOM_HEADER_PREFIX, OWN_HEADER_PREFIX } from './custom-headers.ts'
export { ELEMENT } from './element-names.ts'
export type { EventKind, EventRow } from './events.ts'
export { INPUT_MARK } from './input-mark.ts'
export { PARAMS, type ParamRow } from './params.ts'
export { STREAM_EVENT, STREAM_FIELDS, STREAM_FRAMES } from './stream-frames.ts'
export {
  CALL_STATUSES,
  type CallStatusRow,
  DEADLINES,
  HANGUP_OUTCOMES,
  type HangupOutcomeRow,
  type Outcome,
  VALUES,
  type ValueRow,
} from './values.ts'
