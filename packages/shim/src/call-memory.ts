import { EVENT, PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { CallProvider, RawParams } from './call.ts'
import type { Store } from './store.ts'

/**
 * What Plivo says of the call with every webhook and Vobiz with most: not with conference exits, Dial and Record
 * callbacks, some of which come after the hangup.
 */
const FACTS = [
  PARAM.From,
  PARAM.To,
  PARAM.Direction,
  PARAM.CallerName,
  PARAM.ParentAuthID,
  PARAM.RequestUUID,
  PARAM.ALegUUID,
  PARAM.ALegRequestUUID,
] as const

/** Those without which a webhook counts as incomplete. */
const NEEDED = [PARAM.From, PARAM.To, PARAM.Direction] as const

const DAY_MS = 86_400_000

/** Adds what is known of the call to a webhook that leaves it out; Plivo's own come back as they are. */
export type CompleteCall = (provider: CallProvider, fields: RawParams) => Promise<RawParams>

/** Prepares the memory of calls: who called whom is kept for a day from the first webhook that says it. */
export function createCallMemory(store: Store): CompleteCall {
  return async (provider, fields) => {
    const id = fields[PARAM.CallUUID]
    if (provider !== 'vobiz' || typeof id !== 'string' || id === '') return fields
    const key = `${provider}:call:${id}`
    if (NEEDED.every((name) => isKnown(fields[name]))) {
      if (!isBeginning(fields)) return fields
      await store.claim(key, JSON.stringify(pickFacts(fields)), DAY_MS)
      return fields
    }
    const held = await store.get(key)
    return held === undefined ? fields : fill(fields, JSON.parse(held))
  }
}

/** The first webhooks of a call; later ones have nothing to add. */
function isBeginning(fields: RawParams): boolean {
  const label = fields[PARAM.Event]
  return label === undefined || label === '' || label === EVENT.StartApp || label === EVENT.Ring
}

const isKnown = (value: RawParams[string] | undefined): boolean => value !== undefined && value !== ''

function pickFacts(fields: RawParams): RawParams {
  const facts: Record<string, RawParams[string]> = {}
  for (const name of FACTS) {
    const value = fields[name]
    if (value !== undefined && value !== '') facts[name] = value
  }
  return facts
}

function fill(fields: RawParams, facts: RawParams): RawParams {
  const filled: Record<string, string | readonly string[]> = Object.create(null)
  for (const known of [facts, fields]) {
    for (const name in known) {
      const value = known[name]
      if (value !== undefined && (value !== '' || filled[name] === undefined)) filled[name] = value
    }
  }
  return filled
}
