import { createHash, randomUUID } from 'node:crypto'
import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call } from '../call.ts'
import type { ShimEvent } from '../events.ts'
import type { Reply } from '../incoming.ts'
import type { GuardOptions } from '../options.ts'
import { about } from '../report.ts'
import type { Store } from '../store.ts'
import type { Accepted } from '../to-call.ts'
import { type Translated, translateDocument } from '../translator.ts'
import { createAttempts } from './attempts.ts'
import { toNextElement, toNextTry } from './continue-from.ts'
import { createMarks, type Mark } from './mark.ts'
import { addMark, takeMarks, withoutMarks } from './mark-url.ts'
import { createOriginCheck } from './origin.ts'

/** A document that a call on Vobiz is to be given. */
export interface Given {
  readonly call: Pick<Call, 'provider' | 'event' | 'callUuid'>
  /** URL its relative URLs start from. */
  readonly url: string
  /** URL that Vobiz called. */
  readonly publicUrl: string
  /** Only to learn what there is to say about it; it will not be given. */
  readonly isRehearsal?: boolean
}

/** What is to be done with the result of an input element. */
export interface Turn {
  /** The whole answer: the application is not asked. */
  readonly reply?: Reply
  /** The answer, whatever the application says. */
  readonly after?: Reply
  readonly route: Pick<Call, 'event'> & { readonly expectsXml: boolean }
  /** The same for every delivery of this result. */
  readonly replyKey: string
}

/** Performs what Plivo's input elements do and Gather does not. */
export interface Emulator {
  /** Translates a document for Vobiz so that the results of its input elements come back with a mark. */
  readonly translate: (document: string, given: Given) => Promise<Translated>
  /** Takes the marks off a request, so that nobody behind sees them. */
  readonly take: (accepted: Accepted) => { readonly accepted: Accepted; readonly marks: readonly string[] }
  /** Judges the result of an input element; `undefined` when it is none of ours, and the application's alone. */
  readonly judge: (marks: readonly string[], call: Call) => Promise<Turn | undefined>
}

interface EmulatorOptions {
  readonly options: GuardOptions
  readonly store: Store
  readonly report: (event: ShimEvent) => void
}

/** Prepares the emulator. */
export function createEmulator({ options, store, report }: EmulatorOptions): Emulator {
  const { vobiz, emulate = true, publicUrl } = options
  const marks = vobiz === undefined ? undefined : createMarks(vobiz)
  const attempts = createAttempts(store)
  const isOurs = publicUrl === undefined ? undefined : createOriginCheck([publicUrl].flat())

  const translate: Emulator['translate'] = async (document, { call, url, publicUrl, isRehearsal }) => {
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

  const take: Emulator['take'] = (accepted) => {
    const { provider, received, url } = accepted
    const taken = provider === 'vobiz' ? takeMarks(received.path) : undefined
    if (taken === undefined) return { accepted, marks: [] }
    const fields = received.source === 'query' ? withoutMarks(received.fields) : received.fields
    const bare = { ...received, path: taken.path, fields }
    return {
      accepted: { ...accepted, received: bare, url: url.slice(0, url.length - received.path.length) + taken.path },
      marks: taken.marks,
    }
  }

  const judge: Emulator['judge'] = async ([text, ...more], call) => {
    if (text === undefined || !RESULTS.has(call.event)) return undefined
    const mark = more.length > 0 ? undefined : marks?.read(call.callUuid, text)
    const attempt = mark === undefined ? undefined : await find(call, mark)
    if (mark === undefined || attempt === undefined) {
      report({ name: 'input.unknown', reason: mark === undefined ? 'not-ours' : 'forgotten', ...about(call) })
      return undefined
    }
    const { input, triesLeft } = attempt
    const [digits = '', speech = ''] = [call.params[PARAM.Digits], call.params[PARAM.Speech]]
    const replyKey = `vobiz:reply:${mark.document}.${mark.attempt}.${hash(`${digits}\n${speech}`)}`
    const fail = (reason: 'silence' | 'invalid-digits', sound?: string): Turn => {
      report({ name: 'input.failed', reason, triesLeft, ...about(call) })
      return { reply: toNextTry(attempt, sound), replyKey, route: FOLLOWED }
    }
    if (digits === '' && speech === '') return fail('silence')
    if (!isValid(digits, input.validDigits)) return fail('invalid-digits', input.invalidSound)
    if (!input.hasAction) return { reply: toNextElement(attempt), replyKey, route: FOLLOWED }
    return input.follows
      ? { replyKey, route: FOLLOWED }
      : { after: toNextElement(attempt), replyKey, route: NOT_FOLLOWED }
  }

  const find = (call: Call, { document, attempt }: Mark) =>
    attempts.find(call.callUuid, document, attempt).catch((error: unknown) => {
      report({ name: 'store.failed', error, ...about(call) })
      return undefined
    })

  return { translate, take, judge }
}

/** The events that the result of an input element can be told as; without any parameters of its own, it is a redirect or an answer. */
const RESULTS: ReadonlySet<Call['event']> = new Set(['input', 'redirect', 'answer'])

const FOLLOWED: Turn['route'] = { event: 'input', expectsXml: true }
const NOT_FOLLOWED: Turn['route'] = { event: 'input', expectsXml: false }

const isValid = (digits: string, valid: string | undefined): boolean =>
  valid === undefined || [...digits].every((digit) => valid.includes(digit))

/** Random; of all sources of randomness the one that costs least. */
const createId = (): string => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
