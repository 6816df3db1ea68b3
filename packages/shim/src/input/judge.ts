import { createHash } from 'node:crypto'
import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call } from '../call.ts'
import type { ShimEvent } from '../events.ts'
import type { Reply } from '../incoming.ts'
import { about } from '../report.ts'
import type { Attempt, Attempts } from './attempts.ts'
import { toNextElement, toNextTry } from './continue-from.ts'
import type { Mark, Marks } from './mark.ts'

/** What is to be done with the result of an input element. */
export interface Turn {
  /** The whole answer: the application is not asked. */
  readonly reply?: Reply
  /** The answer, whatever the application says. */
  readonly after?: Reply
  readonly route: { readonly event: Call['event']; readonly expectsXml: boolean }
  /** The same for every delivery of this result. */
  readonly replyKey: string
}

/** Judges the result of an input element by the marks it came with. */
export type Judge = (marks: readonly string[], call: Call) => Promise<Turn | undefined>

interface Parts {
  readonly marks: Marks | undefined
  readonly attempts: Attempts
  readonly report: (event: ShimEvent) => void
}

/** Prepares the judgement. What cannot be placed is reported and left to the application: a call must get an answer. */
export function createJudge({ marks, attempts, report }: Parts): Judge {
  const find = async (call: Call, mark: Mark): Promise<Attempt | undefined> => {
    try {
      return await attempts.find(call.callUuid, mark.document, mark.attempt)
    } catch (error) {
      report({ name: 'store.failed', error, ...about(call) })
      return undefined
    }
  }

  return async ([text, ...more], call) => {
    if (text === undefined || !RESULTS.has(call.event)) return undefined
    const mark = more.length > 0 ? undefined : marks?.read(call.callUuid, text)
    const attempt = mark === undefined ? undefined : await find(call, mark)
    if (mark === undefined || attempt === undefined) {
      report({ name: 'input.unknown', reason: mark === undefined ? 'not-ours' : 'forgotten', ...about(call) })
      return undefined
    }
    const { input, triesLeft } = attempt
    const [digits = '', speech = ''] = [call.params[PARAM.Digits], call.params[PARAM.Speech]]
    const common = { route: FOLLOWED, replyKey: toReplyKey(mark, `${digits}\n${speech}`) }
    const failure = findFailure(digits, speech, input.validDigits)
    if (failure !== undefined) {
      report({ name: 'input.failed', reason: failure, triesLeft, ...about({ ...call, event: 'input' }) })
      return { ...common, reply: toNextTry(attempt, failure === 'silence' ? undefined : input.invalidSound) }
    }
    if (!input.hasAction) return { ...common, reply: toNextElement(attempt) }
    return input.follows ? common : { ...common, route: NOT_FOLLOWED, after: toNextElement(attempt) }
  }
}

/** The events the result of an input element can be told as; without parameters of its own, it is a redirect or an answer. */
const RESULTS: ReadonlySet<Call['event']> = new Set(['input', 'redirect', 'answer'])

const FOLLOWED: Turn['route'] = { event: 'input', expectsXml: true }
const NOT_FOLLOWED: Turn['route'] = { event: 'input', expectsXml: false }

/** Why a try has failed, if it has. */
function findFailure(
  digits: string,
  speech: string,
  valid: string | undefined,
): 'silence' | 'invalid-digits' | undefined {
  if (digits === '' && speech === '') return 'silence'
  const isValid = valid === undefined || [...digits].every((digit) => valid.includes(digit))
  return isValid ? undefined : 'invalid-digits'
}

/** One result of one try is handled once, whatever nonce its deliveries come with. */
const toReplyKey = ({ document, attempt }: Mark, result: string): string =>
  `vobiz:reply:${document}.${attempt}.${createHash('sha256').update(result).digest('base64url').slice(0, 22)}`
