import type { Row } from './row.ts'

const CHECKED = '2026-10-02'

/** How a call ended, in Plivo's `CallStatus` words. */
export type Outcome = 'completed' | 'busy' | 'no-answer' | 'cancel' | 'failed' | 'timeout'

/** One `CallStatus` value; both providers use the same words. */
export interface CallStatusRow extends Row {
  readonly value: string
  /** Misspellings and older words read as this value. */
  readonly aliases?: readonly string[]
  /** Whether the call is over. */
  readonly final: boolean
}

/** Values of `CallStatus`, sorted. */
export const CALL_STATUSES = [
  { value: 'busy', final: true, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  {
    value: 'cancel',
    aliases: ['canceled', 'cancelled'],
    final: true,
    status: 'same',
    source: ['vobiz:request', 'corpus'],
    checked: CHECKED,
  },
  { value: 'completed', final: true, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  { value: 'failed', final: true, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  { value: 'in-progress', final: false, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  { value: 'no-answer', final: true, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  { value: 'ringing', final: false, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
  { value: 'timeout', final: true, status: 'same', source: ['plivo:request', 'vobiz:request'], checked: CHECKED },
] as const satisfies readonly CallStatusRow[]

/** A hangup code or cause that tells the outcome although `CallStatus` says `completed` (contradiction C18). */
export interface HangupOutcomeRow extends Row {
  /** Text of `HangupCause`, when the row is about one. */
  readonly cause?: string
  /** First and last `HangupCauseCode` of the row, inclusive. */
  readonly codes: readonly [number, number]
  readonly outcome: Outcome
}

/** Codes sorted ascending; use only when the call was never answered. */
export const HANGUP_OUTCOMES = [
  {
    cause: 'ORIGINATOR_CANCEL',
    codes: [1000, 1000],
    outcome: 'cancel',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  { codes: [2000, 2999], outcome: 'failed', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    cause: 'NO_ANSWER',
    codes: [3000, 3000],
    outcome: 'no-answer',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  {
    cause: 'USER_BUSY',
    codes: [3010, 3010],
    outcome: 'busy',
    status: 'same',
    source: ['vobiz:causes'],
    checked: CHECKED,
  },
  { codes: [3020, 3140], outcome: 'failed', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  { codes: [5000, 5999], outcome: 'failed', status: 'same', source: ['vobiz:causes'], checked: CHECKED },
  {
    codes: [6010, 6010],
    outcome: 'no-answer',
    status: 'same',
    source: ['vobiz:causes', 'vobiz:dial-status'],
    checked: CHECKED,
  },
] as const satisfies readonly HangupOutcomeRow[]

/** A parameter value that the providers write differently. */
export interface ValueRow extends Row {
  /** Plivo name of the parameter. */
  readonly param: string
  readonly plivo: string
  readonly vobiz: string
}

/** Values to rewrite when a Vobiz callback is normalised, sorted by parameter, then Vobiz value. */
export const VALUES = [
  {
    param: 'DialBLegHangupSource',
    plivo: 'Plivo',
    vobiz: 'Vobiz',
    status: 'value-mapped',
    source: ['vobiz:dial-status', 'vobiz:causes'],
    checked: CHECKED,
  },
  {
    param: 'DialDigitsPressedBy',
    plivo: 'ALeg',
    vobiz: 'aleg',
    status: 'value-mapped',
    source: ['V:dial', 'vobiz:apr'],
    checked: CHECKED,
  },
  {
    param: 'DialDigitsPressedBy',
    plivo: 'BLeg',
    vobiz: 'bleg',
    status: 'value-mapped',
    source: ['V:dial', 'vobiz:apr'],
    checked: CHECKED,
  },
  {
    param: 'HangupSource',
    plivo: 'Callee',
    vobiz: 'Call recipient',
    status: 'value-mapped',
    source: ['vobiz:causes', 'capture:vobiz'],
    checked: CHECKED,
  },
  {
    param: 'HangupSource',
    plivo: 'Plivo',
    vobiz: 'Vobiz',
    status: 'value-mapped',
    source: ['vobiz:causes', 'plivo:request'],
    checked: CHECKED,
  },
] as const satisfies readonly ValueRow[]

/** Languages a provider names for an element; a code off the list can void the whole document. */
export const LANGUAGES = {
  gather: [
    'af-ZA',
    'de-DE',
    'en-AU',
    'en-CA',
    'en-GB',
    'en-IE',
    'en-IN',
    'en-PH',
    'en-SG',
    'en-US',
    'en-ZA',
    'es-ES',
    'es-MX',
    'es-US',
    'fr-CA',
    'fr-FR',
    'it-IT',
    'ja-JP',
    'ko-KR',
    'nl-NL',
    'pt-BR',
    'pt-PT',
    'ru-RU',
    'yue-Hant-HK',
    'zh',
    'zh-HK',
    'zh-TW',
  ],
  speak: [
    'da-DK',
    'de-DE',
    'en-AU',
    'en-GB',
    'en-US',
    'es-ES',
    'es-US',
    'fr-CA',
    'fr-FR',
    'it-IT',
    'nl-NL',
    'pl-PL',
    'pt-BR',
    'pt-PT',
    'ru-RU',
    'sv-SE',
  ],
  status: 'same',
  source: ['F:hi', 'V:gather', 'V:speak', 'P:audio'],
  checked: CHECKED,
} as const satisfies Row & { gather: readonly string[]; speak: readonly string[] }

/** SSML tags that Vobiz's own page shows; the others are kept and reported as unverified. */
export const SSML_SHOWN_BY_VOBIZ = {
  tags: ['break', 'prosody', 'say-as'],
  status: 'same',
  source: ['V:ssml'],
  checked: CHECKED,
} as const satisfies Row & { tags: readonly string[] }

/** Limits of a reply document. */
export const DOCUMENT_LIMITS = {
  /** Largest reply either provider reads, in bytes. */
  maxBytes: 100_000,
  status: 'same',
  source: ['V:response', 'plivo:skill'],
  checked: CHECKED,
} as const satisfies Row & { maxBytes: number }

/** Longest a provider waits for a reply, in milliseconds; the strictest reading (contradiction C20). */
export const DEADLINES = {
  callbackMs: 3000,
  answerMs: 10_000,
  maxDeliveries: 4,
  status: 'value-mapped',
  source: ['vobiz:callbacks', 'vobiz:request', 'plivo:skill'],
  checked: CHECKED,
} as const satisfies Row & { callbackMs: number; answerMs: number; maxDeliveries: number }
