import { ELEMENT, EVENT, PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { RawParams } from '../call.ts'
import type { Store } from '../store.ts'

type Params = Readonly<Record<string, string>>

/** Memory of where the action of a recording is, from its start until its file is there. */
export interface RecordActions {
  /** Notes the path that was told of a recording too early. */
  readonly note: (params: Params, path: string) => Promise<void>
  /** The path still to be told, now that the file is there; `undefined` when it is told already, or is `path` itself. */
  readonly find: (params: Params, path: string) => Promise<string | undefined>
}

const DAY_MS = 86_400_000

const toKey = (params: Params): string | undefined => {
  const id = params[PARAM.RecordingID]
  return id === undefined || id === '' ? undefined : `vobiz:record-action:${id}`
}

/** Prepares that memory. */
export function createRecordActions(store: Store): RecordActions {
  return {
    note: async (params, path) => {
      const key = toKey(params)
      if (key !== undefined) await store.put(key, path, DAY_MS)
    },
    find: async (params, path) => {
      const key = toKey(params)
      if (key === undefined || params[PARAM.Event] !== EVENT.RecordStop) return undefined
      const held = await store.get(key)
      return held === path ? undefined : held
    },
  }
}

/** What Plivo posts to a Record action: the file, and no `Event`. */
export function toActionFields(fields: RawParams): RawParams {
  const action: Record<string, string | readonly string[]> = Object.create(null)
  for (const name in fields) if (name !== PARAM.Event) action[name] = fields[name] ?? ''
  return action
}

const INSTRUCTIONS = new RegExp(`<${ELEMENT.Response}\\b[^>]*>[^<]*<\\w`)

/** Whether a reply tells the platform to do something. */
export const hasInstructions = (reply: string): boolean => INSTRUCTIONS.test(reply)
