import { ACCOUNT_ID, STREAM_EVENT } from '@plivo-to-vobiz/mappings/callbacks'
import { findFieldNote, findFrameNote } from './notes.ts'
import { isFrame, readFrame } from './read-frame.ts'
import type { StreamState } from './stream-state.ts'
import { toPlivoFrame } from './to-plivo-frame.ts'
import { toVobizFrame } from './to-vobiz-frame.ts'

/** What cannot be translated: the frame, and the field of it, where it is one. */
export interface Untranslatable {
  readonly frame: string
  readonly field: string | undefined
  readonly reason: string
}

/** Translates the text frames of one stream, both ways. What needs no change comes back as it was, letter by letter. */
export interface FrameTranslator {
  /** A frame of the platform, for the application. */
  readonly toApp: (text: string) => string
  /** A frame of the application, for the platform. */
  readonly toPlatform: (text: string) => string
  /** Whether the other side is Vobiz; `undefined` while nothing tells. */
  readonly isVobiz: () => boolean | undefined
}

interface TranslatorOptions {
  /** Whether a signature has proved who the platform is; otherwise its first frame tells. */
  readonly isVobiz: boolean | undefined
  /** Told of each thing once. */
  readonly onUntranslatable: (what: Untranslatable) => void
}

/** Prepares the translation of one stream. */
export function createFrameTranslator({ isVobiz, onUntranslatable }: TranslatorOptions): FrameTranslator {
  const state: StreamState = { streamId: undefined, count: 0, chunks: 0, extraHeaders: '' }
  const told = new Set<string>()
  let vobiz = isVobiz

  const tell = (frame: string, field?: string): void => {
    const key = `${frame} ${field}`
    const reason = field === undefined ? findFrameNote(frame) : findFieldNote(frame, field)
    if (reason === undefined || told.has(key)) return
    told.add(key)
    onUntranslatable({ frame, field, reason })
  }

  const translate = (text: string, change: (frame: NonNullable<ReturnType<typeof readFrame>>) => boolean): string => {
    if (vobiz === false) return text
    const frame = readFrame(text)
    return frame !== undefined && change(frame) ? JSON.stringify(frame) : text
  }

  return {
    isVobiz: () => vobiz,
    toApp: (text) =>
      translate(text, (frame) => {
        if (frame.event === STREAM_EVENT.start) vobiz ??= looksLikeVobiz(frame)
        return vobiz === true && toPlivoFrame(frame, state, tell)
      }),
    toPlatform: (text) => translate(text, (frame) => vobiz === true && toVobizFrame(frame, state, tell)),
  }
}

/** Plivo names its account, and counts from one. Whoever does both is not Vobiz. */
function looksLikeVobiz({ sequenceNumber, start }: Readonly<Record<string, unknown>>): boolean {
  const account = isFrame(start) ? start.accountId : undefined
  return !(typeof account === 'string' && ACCOUNT_ID.plivo.test(account)) && sequenceNumber !== 1
}
