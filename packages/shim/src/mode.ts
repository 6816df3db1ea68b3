import type { CallEvent, CallProvider } from './call.ts'
import { ShimError } from './errors.ts'
import type { Mode } from './options.ts'

/** Events with which a call begins. */
const BEGINNINGS: ReadonlySet<CallEvent> = new Set(['answer', 'fallback'])

/** Refuses new calls of the platform that is switched off. Calls under way go on: they would be dropped otherwise. */
export type CheckMode = (provider: CallProvider, event: CallEvent) => void

/** Prepares that check; a function is asked at each call, so that a switch needs no restart. */
export function createModeCheck(mode: Mode | (() => Mode) = 'both'): CheckMode {
  const getMode = typeof mode === 'function' ? mode : () => mode
  return (provider, event) => {
    const current = getMode()
    if (current === 'both' || current === provider || !BEGINNINGS.has(event)) return
    throw new ShimError('mode-off', `new calls of ${provider}, while mode is ${current}`)
  }
}
