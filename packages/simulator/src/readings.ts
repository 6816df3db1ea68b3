import type { CallProvider } from './provider.ts'

/**
 * Where the provider's own pages disagree, the reading to play. The numbers are those of the reference sheet
 * on callbacks. An application is safe when its calls go through under every reading.
 */
export interface Readings {
  /** C1: which address hears that the phone rings. */
  readonly ring: 'ring-url' | 'answer-url'
  /** C2, C3: where the end of the call is told. */
  readonly hangup: 'hangup-url' | 'answer-url' | 'both'
  /** C26: a caller who presses nothing. */
  readonly silence: 'next-element' | 'empty-action'
  /** C14: name of the event a Dial result carries, when it carries one. */
  readonly dialResult: 'no-event' | 'dial-action' | 'redirect'
  /** C16: when the action URL of a recording is called. */
  readonly recordAction: 'at-start' | 'at-end'
  /** C31: what follows a finished Dial without an action URL. */
  readonly dialWithoutAction: 'next-element' | 'answer-again'
}

/** What is played unless told otherwise: for Vobiz, the reading that differs most from Plivo. */
export const READINGS: Readonly<Record<CallProvider, Readings>> = {
  plivo: {
    ring: 'ring-url',
    hangup: 'hangup-url',
    silence: 'next-element',
    dialResult: 'no-event',
    recordAction: 'at-end',
    dialWithoutAction: 'next-element',
  },
  vobiz: {
    ring: 'answer-url',
    hangup: 'both',
    silence: 'empty-action',
    dialResult: 'dial-action',
    recordAction: 'at-start',
    dialWithoutAction: 'answer-again',
  },
}
