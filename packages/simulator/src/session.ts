import { type Call, elapse, elapsed } from './call/call.ts'
import { CODE } from './call/hangup-cause.ts'
import { Interruption, type Stop } from './call/interruption.ts'
import type { XmlElement } from './document/read-document.ts'
import type { Fault } from './fault/fault.ts'
import type { Target } from './loopback.ts'
import { askOperator } from './operator.ts'
import type { Readings } from './readings.ts'
import type { CallScript, DialResult, Input, Recording, Stay, StreamRun, TimedAction } from './script.ts'
import type { Exchange, Moment, Problem, Step, StepAction } from './transcript.ts'
import type { Delivery } from './webhook/deliver.ts'
import { createSender, type Sending } from './webhook/send-webhook.ts'
import type { Secrets } from './webhook/sign-webhook.ts'

export type { Sending } from './webhook/send-webhook.ts'

/** What the application asks of a call over REST while it goes on. */
export type Command = (session: Session) => Promise<void>

/** What a step may use while a call is played. */
export interface Session {
  readonly call: Call
  readonly script: CallScript
  readonly urls: CallScript['urls']
  readonly readings: Readings
  readonly target: Target
  readonly faults: ReadonlySet<Fault>
  /** Signs, sends and records a webhook whose answer matters. */
  readonly send: (sending: Sending) => Promise<Delivery>
  /** The same for a webhook that only tells something; it may arrive out of order. */
  readonly tell: (sending: Sending) => Promise<void>
  /** Sends what is still held back. */
  readonly flush: () => Promise<void>
  /** Records what the caller experiences. */
  readonly note: (
    element: string,
    action: StepAction,
    text: string,
    problems?: readonly Problem[],
    because?: readonly string[],
  ) => void
  readonly nextInput: () => Input
  readonly nextDial: () => DialResult
  readonly nextRecording: () => Recording
  readonly nextStay: () => Stay
  readonly nextStream: () => StreamRun
  /** Lets the virtual clock run on; throws an {@link Interruption} when the call does not survive it. */
  readonly pass: (seconds: number) => Promise<void>
  /** Does what is due at this moment: commands over REST, timed actions. */
  readonly catchUp: () => Promise<void>
  /** The caller hangs up: throws an {@link Interruption}. */
  readonly hangUp: () => Promise<never>
  /** Plans something for a moment after the answer. */
  readonly plan: (action: TimedAction) => void
  /** Hands in what the application asks for over REST; done at the next moment the call looks. */
  readonly command: (command: Command) => void
  /** Webhooks that arrive after the call. */
  readonly later: (sending: Sending) => void
  readonly takeLater: () => readonly Sending[]
  /** What else to do once the call is over, before the end is told: streams stop, recordings close. */
  readonly atEnd: (run: () => Promise<void>) => void
  readonly takeAtEnd: () => readonly (() => Promise<void>)[]
}

/** What happens after a step: the next element, another document, or the end. */
export type Next =
  | { readonly go: 'on' }
  | { readonly go: 'document'; readonly moment: Moment; readonly delivery: Delivery }
  | { readonly go: 'end'; readonly code: number; readonly source: string }

/** Carries out one element. */
export type StepHandler = (element: XmlElement, session: Session) => Promise<Next>

/** Everything a session is made of. */
export interface SessionOptions {
  readonly call: Call
  readonly script: CallScript
  readonly readings: Readings
  readonly target: Target
  readonly secrets: Secrets
  /** Where exchanges and steps are recorded. */
  readonly entries: (Exchange | Step)[]
  /** Real milliseconds the application may take to answer, at most. */
  readonly patienceMs: number
}

/** Starts the bookkeeping of one call. */
export function createSession(options: SessionOptions): Session {
  const { call, script, readings, target, entries, patienceMs } = options
  const faults = new Set(script.faults ?? [])
  const deliver = createSender({
    ...options,
    faults,
    acceptsForged: script.acceptsForged ?? false,
    record: (exchange) => entries.push(exchange),
  })
  const held: Sending[] = []
  const late = createBox<Sending>()
  const ends = createBox<() => Promise<void>>()
  const commands = createBox<Command>()
  const planned: TimedAction[] = [...(script.during ?? [])]
  for (const request of script.operator ?? []) {
    planned.push({ at: request.at, run: () => askOperator(request, { call, target, entries, patienceMs }) })
  }

  const release = async (): Promise<void> => {
    for (const sending of held.splice(0)) await deliver(sending)
  }
  const session: Session = {
    call,
    script,
    urls: script.urls,
    readings,
    target,
    faults,
    send: async (sending) => {
      const delivery = await deliver(sending)
      await release()
      return delivery
    },
    tell: async (sending) => {
      if (faults.has('reordered') && held.length === 0) return void held.push(sending)
      await deliver(sending)
      await release()
    },
    flush: release,
    note: (element, action, text, problems = [], because = []) =>
      entries.push({ kind: 'step', at: elapsed(call), element, action, text, problems, because }),
    nextInput: createQueue<Input>(script.inputs, {}),
    nextDial: createQueue<DialResult>(script.dials, { status: 'no-answer' }),
    nextRecording: createQueue<Recording>(script.recordings, {}),
    nextStay: createQueue<Stay>(script.stays, {}),
    nextStream: createQueue<StreamRun>(script.streams, {}),
    pass: async (seconds) => {
      const end = call.seconds + seconds
      await session.catchUp()
      while (call.answered && planned.some(({ at }) => at < end)) {
        const first = earliest(planned)
        elapse(call, Math.max(0, first.at - call.seconds))
        await session.catchUp()
      }
      elapse(call, call.answered ? Math.max(0, end - call.seconds) : seconds)
    },
    catchUp: async () => {
      for (;;) {
        for (const command of commands.take()) await command(session)
        if (!call.answered || !planned.some(({ at }) => at <= call.seconds)) return
        const first = earliest(planned)
        planned.splice(planned.indexOf(first), 1)
        await first.run(call)
      }
    },
    hangUp: () => hangUp(session),
    plan: (action) => planned.push(action),
    command: commands.add,
    later: late.add,
    takeLater: late.take,
    atEnd: ends.add,
    takeAtEnd: ends.take,
  }
  const { hangupAt, timeLimit } = script
  if (hangupAt !== undefined) session.plan({ at: hangupAt, run: session.hangUp })
  if (timeLimit !== undefined) session.plan({ at: timeLimit, run: () => stop(TIME_LIMIT) })
  return session
}

const TIME_LIMIT: Stop = { go: 'end', code: CODE.scheduled, source: 'Unknown' }

async function stop(what: Stop): Promise<never> {
  throw new Interruption(what)
}

function hangUp(session: Session): Promise<never> {
  session.note('', 'ends', 'the caller hangs up')
  return stop({ go: 'end', code: CODE.normal, source: 'Caller' })
}

const earliest = (planned: readonly TimedAction[]): TimedAction =>
  planned.reduce((first, one) => (one.at < first.at ? one : first))

/** Gives the listed things in order, then the default for ever. */
function createQueue<T>(listed: readonly T[] | undefined, fallback: T): () => T {
  const rest = [...(listed ?? [])]
  return () => rest.shift() ?? fallback
}

/** Things put in one by one and taken out all at once. */
function createBox<T>(): { add: (thing: T) => void; take: () => readonly T[] } {
  let things: T[] = []
  return {
    add: (thing) => void things.push(thing),
    take: () => {
      const taken = things
      things = []
      return taken
    },
  }
}
