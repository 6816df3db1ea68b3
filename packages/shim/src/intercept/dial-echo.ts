import { ELEMENT } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call } from '../call.ts'
import type { Store } from '../store.ts'

/** What is remembered of a call: where it was answered, and whether the last document it got ends in a bare Dial. */
interface Memory {
  readonly answer: string
  readonly bare: boolean
}

/** Tells a new request of a call's answer URL from one that only says that a Dial has ended. */
export interface DialEcho {
  /** Remembers the document a call was given. */
  readonly note: (call: Call, document: string) => Promise<void>
  /** Whether Vobiz calls the answer URL because a Dial without action has ended. */
  readonly isEcho: (call: Call) => Promise<boolean>
}

const DAY_MS = 86_400_000
const BARE_DIAL = new RegExp(`<${ELEMENT.Dial}\\b(?![^>]*\\saction\\s*=)[^>]*>`)
const REDIRECT = new RegExp(`<${ELEMENT.Redirect}\\b`)

const toKey = ({ callUuid }: Call): string => `vobiz:document:${callUuid}`
const toPathname = ({ request }: Call): string => request.path.replace(/\?.*$/s, '')

/**
 * Prepares that memory. On Plivo, a Dial without action is followed by the next element; on Vobiz the answer URL may be
 * called again, and running its document again would dial for ever (contradiction C31). A Redirect of the application
 * to its own answer URL looks much the same, so the document given last decides.
 */
export function createDialEcho(store: Store): DialEcho {
  const recall = async (call: Call): Promise<Memory | undefined> => {
    const held = call.callUuid === '' ? undefined : await store.get(toKey(call))
    return held === undefined ? undefined : JSON.parse(held)
  }
  return {
    note: async (call, document) => {
      if (call.callUuid === '') return
      const answer = call.event === 'answer' ? toPathname(call) : (await recall(call))?.answer
      if (answer === undefined) return
      const memory: Memory = { answer, bare: BARE_DIAL.test(document) && !REDIRECT.test(document) }
      await store.put(toKey(call), JSON.stringify(memory), DAY_MS)
    },
    isEcho: async (call) => {
      if (call.event !== 'dial' && call.event !== 'redirect') return false
      const memory = await recall(call)
      return memory?.bare === true && memory.answer === toPathname(call)
    },
  }
}
