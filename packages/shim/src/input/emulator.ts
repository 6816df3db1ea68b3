import type { ShimEvent } from '../events.ts'
import type { GuardOptions } from '../options.ts'
import type { Store } from '../store.ts'
import { createAttempts } from './attempts.ts'
import { createJudge, type Judge } from './judge.ts'
import { createMarks } from './mark.ts'
import { createMarkingTranslate, type MarkingTranslate } from './marking-translate.ts'
import { takeMarksOff } from './take-marks-off.ts'

/** Performs what Plivo's input elements do and Gather does not. */
export interface Emulator {
  /** Translates a document for Vobiz so that the results of its input elements come back with a mark. */
  readonly translate: MarkingTranslate
  /** Takes the marks off a request, so that nobody behind sees them. */
  readonly take: typeof takeMarksOff
  /** Judges the result of an input element; `undefined` when it is none of ours, and the application's alone. */
  readonly judge: Judge
}

interface EmulatorOptions {
  readonly options: GuardOptions
  readonly store: Store
  readonly report: (event: ShimEvent) => void
}

/** Prepares the emulator. Marks of calls under way are honoured whatever `emulate` says. */
export function createEmulator({ options, store, report }: EmulatorOptions): Emulator {
  const marks = options.vobiz === undefined ? undefined : createMarks(options.vobiz)
  const common = { marks, attempts: createAttempts(store), report }
  return {
    translate: createMarkingTranslate(options, common),
    take: takeMarksOff,
    judge: createJudge(common),
  }
}
