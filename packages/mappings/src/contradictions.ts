import type { Row } from './row.ts'

/** A point on which a provider's own pages, or its pages and a capture, say different things. */
export interface ContradictionRow extends Row {
  /** Number of the reference sheet on callbacks: `C16`. */
  readonly id: string
  readonly about: string
  /** The readings in words, the one a careful application assumes first. */
  readonly readings: readonly [string, string]
}

const CHECKED = '2026-10-02'

/** Contradictions that show in a call, sorted by number. */
export const CONTRADICTIONS = [
  {
    id: 'C1',
    about: 'Which address hears that the phone rings on Vobiz.',
    readings: ['Ring reaches the answer URL.', 'Ring reaches ring_url.'],
    status: 'value-mapped',
    source: ['seed', 'vobiz:make-call'],
    checked: CHECKED,
  },
  {
    id: 'C2',
    about: 'Where Vobiz tells the end of a call.',
    readings: ['Hangup reaches the hangup URL and the answer flow.', 'Hangup reaches the hangup URL alone.'],
    status: 'value-mapped',
    source: ['seed', 'vobiz:apr', 'vobiz:callbacks'],
    checked: CHECKED,
  },
  {
    id: 'C3',
    about: 'What happens to Hangup without a hangup URL.',
    readings: ['It defaults to the answer URL.', 'Nothing is said about a default.'],
    status: 'value-mapped',
    source: ['vobiz:applications', 'vobiz:make-call'],
    checked: CHECKED,
  },
  {
    id: 'C12',
    about: 'Which events a Vobiz conference tells.',
    readings: ['Enter and exit alone.', 'Start and end as well, with the size of the room.'],
    status: 'value-mapped',
    source: ['vobiz:callbacks', 'V:conf-cb', 'vobiz:skills'],
    checked: CHECKED,
  },
  {
    id: 'C14',
    about: 'The event a Vobiz Dial result carries.',
    readings: ['Event=DialAction.', 'Event=Redirect.'],
    status: 'value-mapped',
    source: ['vobiz:dial-status', 'vobiz:callbacks'],
    checked: CHECKED,
  },
  {
    id: 'C15',
    about: 'How Vobiz writes who pressed a key.',
    readings: ['aleg and bleg.', 'ALeg and BLeg.'],
    status: 'value-mapped',
    source: ['V:dial', 'vobiz:apr'],
    checked: CHECKED,
  },
  {
    id: 'C16',
    about: 'When Vobiz calls the action URL of Record.',
    readings: ['Near the start, with the recording id alone.', 'At the end, with address and durations.'],
    status: 'value-mapped',
    source: ['V:record', 'V-old:record', 'VX:all'],
    checked: CHECKED,
  },
  {
    id: 'C17',
    about: 'How Vobiz tells the end of an audio stream when the caller hangs up.',
    readings: ['DroppedStream, and no StopStream.', 'StopStream.'],
    status: 'value-mapped',
    source: ['V:stream', 'vobiz:warm-transfer'],
    checked: CHECKED,
  },
  {
    id: 'C18',
    about: 'CallStatus at the end of a Vobiz call that nobody took.',
    readings: ['Always completed.', 'The outcome: busy, no-answer, failed.'],
    status: 'value-mapped',
    source: ['vobiz:request', 'vobiz:make-call'],
    checked: CHECKED,
  },
  {
    id: 'C20',
    about: 'How long a provider waits and how often it tries again.',
    readings: [
      'Vobiz: three more tries on anything but success. Plivo: one, when no answer comes.',
      'Plivo: three tries or a minute, on anything but success.',
    ],
    status: 'value-mapped',
    source: ['vobiz:callbacks', 'vobiz:config', 'plivo:skill'],
    checked: CHECKED,
  },
  {
    id: 'C26',
    about: 'What Vobiz does when nobody presses a key.',
    readings: ['It posts an empty result to the action URL.', 'It goes on with the next element.'],
    status: 'value-mapped',
    source: ['V:gather'],
    checked: CHECKED,
  },
  {
    id: 'C28',
    about: 'Whether machine detection reports a person too.',
    readings: ['It posts Machine=false for a person.', 'It posts only when a machine was found.'],
    status: 'value-mapped',
    source: ['vobiz:machine', 'plivo:machine'],
    checked: CHECKED,
  },
  {
    id: 'C31',
    about: 'What follows a finished Dial without an action URL on Vobiz.',
    readings: ['The answer URL is asked again.', 'The next element follows.'],
    status: 'value-mapped',
    source: ['vobiz:skills', 'VX:all'],
    checked: CHECKED,
  },
] as const satisfies readonly ContradictionRow[]

/** The row of a contradiction by its number. */
export function findContradiction(id: string): ContradictionRow | undefined {
  return (CONTRADICTIONS as readonly ContradictionRow[]).find((row) => row.id === id)
}
