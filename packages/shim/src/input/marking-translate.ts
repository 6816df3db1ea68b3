import { randomUUID } from 'node:crypto'
import type { Call } from '../call.ts'
import type { ShimEvent } from '../events.ts'
import type { GuardOptions } from '../options.ts'
import { about } from '../report.ts'
import { type Translated, translateDocument } from '../translator.ts'
import type { Attempts } from './attempts.ts'
import type { Marks } from './mark.ts'
import { addMark } from './mark-url.ts'
import { createOriginCheck } from './origin.ts'

/** A document that a call on Vobiz is to be given. */
interface Given {
  readonly call: Pick<Call, 'provider' | 'event' | 'callUuid'>
  /** URL its relative URLs start from. */
  readonly url: string
  /** URL that Vobiz called. */
  readonly publicUrl: string
  /** Only to learn what there is to say about it; it will not be given. */
  readonly isRehearsal?: boolean
}

/** Translates a document for Vobiz, with marks on the actions of its input elements. */
export type MarkingTranslate = (document: string, given: Given) => Promise<Translated>

interface Parts {
  /** Absent where no call on Vobiz is taken. */
  readonly marks: Marks | undefined
  readonly attempts: Attempts
  readonly report: (event: ShimEvent) => void
}

/** Prepares the translation. Without marks, and where the document cannot be kept, what Gather lacks is lost and reported. */
export function createMarkingTranslate(
  { emulate = true, publicUrl: base }: GuardOptions,
  { marks, attempts, report }: Parts,
): MarkingTranslate {
  const isOurs = base === undefined ? undefined : createOriginCheck([base].flat())
  return async (document, { call, url, publicUrl, isRehearsal }) => {
    if (marks === undefined || !emulate || call.callUuid === '') return translateDocument(document, url)
    const isHere = isOurs ?? createOriginCheck([publicUrl])
    let id: string | undefined
    const { xml, findings, emulated } = await translateDocument(document, url, {
      takes: (action) => action === undefined || isHere(action),
      toAction: (action = publicUrl.replace(/[?#].*$/s, ''), attempt) => {
        id ??= createId()
        return addMark(action, marks.write(call.callUuid, { document: id, attempt }))
      },
    })
    if (emulated === undefined || id === undefined || isRehearsal) return { xml, findings }
    try {
      await attempts.keep(call.callUuid, id, { xml, ...emulated })
      return { xml, findings }
    } catch (error) {
      report({ name: 'store.failed', error, ...about(call) })
      return translateDocument(document, url)
    }
  }
}

/** Random; of all sources of randomness the one that costs least. */
const createId = (): string => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
