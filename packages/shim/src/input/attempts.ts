import type { EmulatedInput, EmulatedInputs } from '@plivo-to-vobiz/voice-xml'
import type { Store } from '../store.ts'
import { MARK_MS } from './mark.ts'

/** A document that was given to Vobiz, with what is to be known of its input elements. */
export interface GivenDocument extends EmulatedInputs {
  readonly xml: string
}

/** One try: its element, how many more it has, and where it ends in the document. */
export interface Attempt {
  readonly document: GivenDocument
  readonly input: EmulatedInput
  readonly triesLeft: number
  readonly end: number
}

/** Memory of the documents that calls were given. */
export interface Attempts {
  readonly keep: (callUuid: string, id: string, document: GivenDocument) => Promise<void>
  /** `undefined` when the document is gone, or has no such try. */
  readonly find: (callUuid: string, id: string, attempt: number) => Promise<Attempt | undefined>
}

/** Prepares that memory, kept as long as a mark counts. */
export function createAttempts(store: Store): Attempts {
  const toKey = (callUuid: string, id: string): string => `vobiz:input:${callUuid}:${id}`
  return {
    keep: (callUuid, id, document) => store.put(toKey(callUuid, id), JSON.stringify(document), MARK_MS),
    find: async (callUuid, id, attempt) => {
      const held = await store.get(toKey(callUuid, id))
      return held === undefined ? undefined : findAttempt(JSON.parse(held), attempt)
    },
  }
}

function findAttempt(document: GivenDocument, attempt: number): Attempt | undefined {
  let index = attempt
  for (const input of document.inputs) {
    const end = input.ends[index]
    if (end !== undefined) return { document, input, triesLeft: input.ends.length - 1 - index, end }
    index -= input.ends.length
  }
  return undefined
}
