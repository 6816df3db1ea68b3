import type { CallEvent, CallProvider } from './call.ts'
import { ShimError } from './errors.ts'
import type { OnEvent } from './events.ts'
import type { Mode, ModeOption } from './modes.ts'

/** Events with which a call begins. */
const BEGINNINGS: ReadonlySet<CallEvent> = new Set(['answer', 'fallback'])

/**
 * Refuses new calls of the platform that is switched off: throws, or rejects where the mode has to be read first. Calls
 * under way go on: they would be dropped otherwise.
 */
export type CheckMode = (provider: CallProvider, event: CallEvent) => Promise<void> | undefined

/** How a mode is asked for, however it was given. */
export const createModeReader = (mode: ModeOption = 'both'): (() => Mode | Promise<Mode>) =>
  typeof mode === 'function' ? mode : () => mode

/** Prepares that check. */
export function createModeCheck(mode: ModeOption = 'both', tell: OnEvent = () => {}): CheckMode {
  if (mode === 'both') return () => undefined
  const getMode = createModeReader(mode)
  let previous: Mode | undefined

  const judge = (current: Mode, provider: CallProvider): undefined => {
    if (previous !== undefined && current !== previous) tell({ name: 'mode.changed', mode: current, previous })
    previous = current
    if (current === 'both' || current === provider) return undefined
    throw new ShimError('mode-off', `new calls of ${provider}, while mode is ${current}`)
  }

  return (provider, event) => {
    if (!BEGINNINGS.has(event)) return undefined
    const current = getMode()
    return typeof current === 'string' ? judge(current, provider) : current.then((read) => judge(read, provider))
  }
}
