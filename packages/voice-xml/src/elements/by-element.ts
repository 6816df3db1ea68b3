import { type ConversionName, ELEMENT } from '@plivo-to-vobiz/mappings'
import type { Dialect } from '../dialect.ts'
import type { Draft } from '../draft.ts'
import type { Verdict } from '../value.ts'
import { checkConference, checkRoom, convertBeep, convertSound, lintConference } from './conference.ts'
import { checkDial, lintDial } from './dial.ts'
import { checkHangup, checkStream, checkTracks, checkWait } from './flow.ts'
import { checkAction, checkGather, convertTimeout } from './gather.ts'
import { checkLeg } from './leg.ts'
import { checkRecord, convertPlayBeep, lintRecord } from './record.ts'

/** Looks at an element once its attributes are decided; may add attributes and report. */
type Check = (draft: Draft) => void

/** Judges a value that its row alone cannot; nothing leaves it to the row. */
type Convert = (draft: Draft, value: string) => Verdict | undefined

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [ELEMENT.Conference, checkConference],
  [ELEMENT.Dial, checkDial],
  [ELEMENT.GetDigits, checkGather],
  [ELEMENT.GetInput, checkGather],
  [ELEMENT.Hangup, checkHangup],
  [ELEMENT.Number, checkLeg],
  [ELEMENT.Record, checkRecord],
  [ELEMENT.Stream, checkStream],
  [ELEMENT.User, checkLeg],
  [ELEMENT.Wait, checkWait],
])

const VOBIZ_LINTS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [ELEMENT.Conference, lintConference],
  [ELEMENT.Dial, lintDial],
  [ELEMENT.Gather, checkAction],
  [ELEMENT.Hangup, checkHangup],
  [ELEMENT.Number, checkLeg],
  [ELEMENT.Record, lintRecord],
  [ELEMENT.Stream, checkStream],
  [ELEMENT.User, checkLeg],
  [ELEMENT.Wait, checkWait],
])

const PLIVO_LINTS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [ELEMENT.Conference, checkRoom],
  [ELEMENT.GetInput, checkAction],
  [ELEMENT.Stream, checkTracks],
  [ELEMENT.Wait, checkWait],
])

/** The conversions that rows name; where one gives nothing, range and words of the row decide. */
export const CONVERSIONS: Readonly<Record<ConversionName, Convert>> = {
  'background-beep': convertPlayBeep,
  'conference-beep': convertBeep,
  'conference-sound': convertSound,
  'first-digit-to-window': convertTimeout,
}

/** The check of an element, by its Plivo name. */
export const findCheck = (element: string): Check | undefined => CHECKS.get(element)

/** The check of an element that stands in a document of that dialect already. */
export const findLint = (element: string, dialect: Dialect): Check | undefined =>
  (dialect === 'vobiz' ? VOBIZ_LINTS : PLIVO_LINTS).get(element)
