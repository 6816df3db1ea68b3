import type { Guards } from './find-guards.ts'
import type { Guard } from './guard.ts'

/** A function or route that was verified and is not any more, or is no longer there. */
export interface LostGuard extends Guard {
  /** `lost`: it is there and checks nothing. `gone`: nothing of that name is in the file. */
  readonly state: 'lost' | 'gone'
}

/** What is registered for many requests at once: where it goes, the routes behind it are open. */
const FOR_ALL = /^(?:USE|HOOK|BEFORE_REQUEST|MIDDLEWARE|ADD_MIDDLEWARE) /
const FOR_EVERY = /^(?:(?:USE|BEFORE_REQUEST|MIDDLEWARE|ADD_MIDDLEWARE) \*|HOOK \S+)$/

/**
 * Functions and routes that verified before and do not now. A route that moved to another file, or whose file has newly
 * got a check for every request, is kept; a check for many routes that is gone is lost.
 */
export function findLost(before: readonly Guard[], now: Guards): readonly LostGuard[] {
  const had = new Set(before.map(({ file, name }) => `${file}\n${name}`))
  const covered = new Set(
    now.guards.filter(({ file, name }) => FOR_EVERY.test(name) && !had.has(`${file}\n${name}`)).map(({ file }) => file),
  )
  return before.flatMap((guard) => {
    if (now.guards.some(({ file, name }) => file === guard.file && name === guard.name)) return []
    if (guard.kind === 'route' && covered.has(guard.file)) return []
    if (guard.kind === 'route' && now.guards.some(({ kind, name }) => kind === 'route' && name === guard.name))
      return []
    const isThere = now.has(guard.file, guard.name) || (FOR_ALL.test(guard.name) && now.hasFile(guard.file))
    return [{ ...guard, state: isThere ? 'lost' : 'gone' }]
  })
}
