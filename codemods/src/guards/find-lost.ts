import type { Guards } from './find-guards.ts'
import type { Guard } from './guard.ts'

/** A function or route that was verified and is not any more, or is no longer there. */
export interface LostGuard extends Guard {
  /** `lost`: it is there and checks nothing. `gone`: nothing of that name is in the file. */
  readonly state: 'lost' | 'gone'
}

/** Functions and routes that verified before and do not now. */
export function findLost(before: readonly Guard[], now: Guards): readonly LostGuard[] {
  return before.flatMap((guard) => toLost(guard, now))
}

function toLost(guard: Guard, now: Guards): readonly LostGuard[] {
  if (now.guards.some(({ file, name }) => file === guard.file && name === guard.name)) return []
  // A route that moved to another file and is verified there is kept.
  if (guard.kind === 'route' && now.guards.some(({ kind, name }) => kind === 'route' && name === guard.name)) return []
  return [{ ...guard, state: now.has(guard.file, guard.name) ? 'lost' : 'gone' }]
}
