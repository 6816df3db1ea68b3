import { setTimeout as sleep } from 'node:timers/promises'
import { EVENT, PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { CallProvider, ConferenceState } from './call.ts'
import type { Store } from './store.ts'

/** Member ids of one conference, in the order they were told of. An exit can be told before its enter. */
interface Roster {
  readonly entered: readonly string[]
  readonly left: readonly string[]
}

type Params = Readonly<Record<string, string>>

const EMPTY: Roster = { entered: [], left: [] }
const DAY_MS = 86_400_000
const LOCK_MS = 2000
const PAUSE_MS = 10

/** Tells the state of a conference after one of its webhooks; `undefined` for those that change nothing. */
export type ObserveConference = (provider: CallProvider, params: Params) => Promise<ConferenceState | undefined>

/**
 * Prepares the count of conference members. Neither platform tells when a conference starts or ends, and Vobiz's flag
 * for the last member only says that the room was empty for a moment (contradiction C12); the count does.
 */
export function createRosters(store: Store): ObserveConference {
  return async (provider, params) => {
    const [move, room, member] = [findMove(params), params[PARAM.ConferenceUUID], params[PARAM.ConferenceMemberID]]
    if (move === undefined || !room || !member) return undefined
    const key = `${provider}:conference:${room}`
    await lock(store, key)
    try {
      const before: Roster = JSON.parse((await store.get(key)) ?? JSON.stringify(EMPTY))
      const after = move === 'enter' ? enter(before, member) : exit(before, member)
      await store.put(key, JSON.stringify(after), DAY_MS)
      const members = after.entered.filter((id) => !after.left.includes(id)).length
      return {
        members,
        started: move === 'enter' && before.entered.length === 0,
        ended: after.entered.length > 0 && members === 0,
      }
    } finally {
      await store.release(`${key}:lock`)
    }
  }
}

/** One change at a time, across processes; a lock whose holder died ends by itself. */
async function lock(store: Store, key: string): Promise<void> {
  while ((await store.claim(`${key}:lock`, '1', LOCK_MS)) !== undefined) await sleep(PAUSE_MS)
}

function findMove(params: Params): 'enter' | 'exit' | undefined {
  if (params[PARAM.Event] === EVENT.ConferenceEnter || params[PARAM.ConferenceAction] === 'enter') return 'enter'
  if (params[PARAM.Event] === EVENT.ConferenceExit || params[PARAM.ConferenceAction] === 'exit') return 'exit'
  return undefined
}

function enter({ entered, left }: Roster, member: string): Roster {
  if (!entered.includes(member)) return { entered: [...entered, member], left }
  return { entered, left: left.filter((id) => id !== member) }
}

const exit = ({ entered, left }: Roster, member: string): Roster => ({
  entered,
  left: left.includes(member) ? left : [...left, member],
})
