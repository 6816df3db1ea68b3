import type { CallProvider } from './provider.ts'

/**
 * Where the provider's own pages disagree: what each of them may mean. The numbers are those of the reference sheet
 * on callbacks. An application is safe when its calls go through under every reading.
 */
export const READING_CHOICES = {
  /** C1: which address hears that the phone rings. */
  ring: ['ring-url', 'answer-url'],
  /** C2, C3: where the end of the call is told. */
  hangup: ['hangup-url', 'answer-url', 'both'],
  /** C26: what follows when the caller presses nothing. */
  silence: ['next-element', 'empty-action'],
  /** C14: name of the event a Dial result carries, when it carries one. */
  dialResult: ['no-event', 'dial-action', 'redirect'],
  /** C16: when the action URL of a recording is called. */
  recordAction: ['at-start', 'at-end'],
  /** C12: which events a conference tells. */
  conferenceEvents: ['enter-exit', 'start-end-too'],
  /** Whether the action URL of a conference is called when the caller leaves; Vobiz does so in some cases. */
  conferenceAction: ['called', 'not-called'],
  /** The name under which the file of a recording is told. */
  recordFile: ['record-url', 'record-file'],
  /** C17: how the end of an audio stream is told when the caller hangs up. */
  streamEnd: ['stop', 'dropped'],
  /** C18: the status of a call nobody took, at its end. */
  endStatus: ['outcome', 'completed'],
  /** C28: whether machine detection tells of a person, too. */
  machineEvent: ['machine-only', 'always'],
  /** C31: what follows a finished Dial without an action URL. */
  dialWithoutAction: ['next-element', 'answer-again'],
} as const

/** One reading of each contradiction. */
export type Readings = { readonly [Key in keyof typeof READING_CHOICES]: (typeof READING_CHOICES)[Key][number] }

/** What is played unless told otherwise: for Vobiz, the reading that differs most from Plivo. */
export const READINGS: Readonly<Record<CallProvider, Readings>> = {
  plivo: {
    ring: 'ring-url',
    hangup: 'hangup-url',
    silence: 'next-element',
    dialResult: 'no-event',
    recordAction: 'at-end',
    conferenceEvents: 'enter-exit',
    conferenceAction: 'called',
    recordFile: 'record-url',
    streamEnd: 'stop',
    endStatus: 'outcome',
    machineEvent: 'machine-only',
    dialWithoutAction: 'next-element',
  },
  vobiz: {
    ring: 'answer-url',
    hangup: 'both',
    silence: 'empty-action',
    dialResult: 'dial-action',
    recordAction: 'at-start',
    conferenceEvents: 'enter-exit',
    conferenceAction: 'not-called',
    recordFile: 'record-file',
    streamEnd: 'dropped',
    endStatus: 'completed',
    machineEvent: 'always',
    dialWithoutAction: 'answer-again',
  },
}

/** The default readings of a provider, each time with one of them changed to something else it may mean. */
export function listOtherReadings(provider: CallProvider): readonly Partial<Readings>[] {
  return Object.entries(READING_CHOICES).flatMap(([key, choices]) =>
    choices
      .filter((choice) => !Object.entries(READINGS[provider]).some(([k, usual]) => k === key && usual === choice))
      .map((choice) => ({ [key]: choice })),
  )
}
