import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import { write } from '../adapters/node.ts'
import type { Announce } from '../announce.ts'
import type { Call, RawParams } from '../call.ts'
import { createCallMemory } from '../call-memory.ts'
import { ShimError } from '../errors.ts'
import type { ShimEvent } from '../events.ts'
import { isTooEarly } from '../hold.ts'
import type { Reply } from '../incoming.ts'
import type { Emulator } from '../input/emulator.ts'
import type { CheckMode } from '../mode.ts'
import { normalise, toParams } from '../normalise.ts'
import { findOnceKey } from '../once.ts'
import { withStatus } from '../outcome.ts'
import { createPlayback, toKeys } from '../playback.ts'
import { about, isHandlerFailure } from '../report.ts'
import { ACKNOWLEDGED, type Translate } from '../respond.ts'
import { route } from '../route.ts'
import type { Store } from '../store.ts'
import { type Accepted, toCall } from '../to-call.ts'
import { loadTranslator } from '../translator.ts'
import type { App, Exchange } from './app.ts'
import { createDialEcho } from './dial-echo.ts'
import type { InterceptOptions } from './options.ts'
import { createRecordActions, hasInstructions, toActionFields } from './record-action.ts'
import { reshape } from './reshape.ts'
import type { Outcome } from './run-route.ts'
import { createTargetFinder } from './target.ts'

interface PassageOptions {
  readonly options: InterceptOptions
  readonly store: Store
  readonly report: (event: ShimEvent) => void
  readonly app: App
  readonly announce: Announce | undefined
  readonly checkMode: CheckMode
  readonly emulator: Emulator
}

/** Takes a verified Vobiz webhook to the application's route, and its reply back. */
export type Passage = (accepted: Accepted, exchange: Exchange) => Promise<void>

/** Prepares the way through the application: normalise, find the route, reshape, run once, translate the reply. */
export function createPassage(passage: PassageOptions): Passage {
  const { options, store, report, app, announce, checkMode, emulator } = passage
  void loadTranslator()
  const play = createPlayback({ store, options, report })
  const complete = createCallMemory(store)
  const recordActions = createRecordActions(store)
  const dialEcho = createDialEcho(store)
  const findTarget = createTargetFinder(options)

  /** On Plivo the action learns of the file before the callback URL does. */
  const tellAction = async (call: Call, { accepted, fields }: Prepared, exchange: Exchange): Promise<void> => {
    const path = await recordActions.find(toParams(fields), accepted.received.path)
    if (path === undefined) return
    const target = { ...findTarget('record', path, true), route: path }
    const reply = await app.call(reshape(accepted, toActionFields(fields), target), exchange)
    if (hasInstructions(reply)) report({ name: 'reply.dropped', ...about(call) })
  }

  const run = async (call: Call, prepared: Prepared, exchange: Exchange): Promise<Outcome> => {
    const { accepted, fields, expectsXml } = prepared
    const start = performance.now()
    const isNamed = (call.params[PARAM.Event] ?? '') !== ''
    const shaped = reshape(accepted, fields, findTarget(call.event, accepted.received.path, isNamed))
    if (call.event === 'record') await tellAction(call, prepared, exchange)
    const translate: Translate = (document) =>
      emulator.translate(document, { call, url: shaped.url, publicUrl: accepted.url })
    const outcome = await app.run(shaped, exchange, expectsXml ? translate : undefined)
    if (outcome.failure === undefined) {
      report({ name: 'call.handled', durationMs: performance.now() - start, ...about(call) })
      if (expectsXml) {
        await dialEcho.note(call, outcome.reply.body).catch((error: unknown) => {
          report({ name: 'store.failed', error, ...about(call) })
        })
      }
      if (outcome.findings.length > 0)
        report({ name: 'reply.translated', findings: outcome.findings, dryRun: false, ...about(call) })
    }
    return outcome
  }

  /** The reply whatever the route said, as where Plivo does not follow what an action replies. */
  const settle = (call: Call, { failure, replace }: Outcome, reply: Reply): Outcome => {
    if (failure !== undefined)
      report({ name: 'handler.failed', code: failure.code, error: failure.cause ?? failure, ...about(call) })
    return { reply, findings: [], failure: undefined, send: () => replace(reply), replace }
  }

  return async (marked, exchange) => {
    const { accepted, marks } = emulator.take(marked)
    const fields = await complete('vobiz', normalise('vobiz', accepted.received))
    const params = toParams(fields)
    const found = route(params)
    const turn =
      marks.length > 0 && found.expectsXml
        ? await emulator.judge(marks, toCall(accepted, found.event, params))
        : undefined
    const { event, expectsXml } = turn?.route ?? found
    const checking = checkMode('vobiz', event)
    if (checking !== undefined) await checking
    const call = toCall(accepted, event, params)
    const { received } = accepted
    announce?.({ ...call, path: received.path, received, proof: call.unsigned ? 'allowed' : 'signature' })
    if (turn?.reply !== undefined) return write(exchange.response, turn.reply)
    if (isTooEarly('vobiz', event, params)) {
      await recordActions.note(params, accepted.received.path)
      return write(exchange.response, ACKNOWLEDGED)
    }
    if (await dialEcho.isEcho(call)) {
      report({ name: 'call.unhandled', ...about(call) })
      return write(exchange.response, ACKNOWLEDGED)
    }
    let outcome: Outcome | undefined
    const start = performance.now()
    const handle = async (): Promise<Outcome['reply']> => {
      outcome = await run(call, { accepted, fields: withStatus(fields, call.outcome), expectsXml }, exchange)
      if (turn?.after !== undefined) outcome = settle(call, outcome, turn.after)
      if (outcome.failure !== undefined) throw outcome.failure
      return outcome.reply
    }
    const replyKey = turn?.replyKey ?? accepted.replyKey
    try {
      const reply = await play(call, toKeys(replyKey, toOnceKey(accepted, call), expectsXml), handle)
      if (outcome === undefined) write(exchange.response, reply)
      else outcome.send()
    } catch (error) {
      if (!(error instanceof ShimError) || !isHandlerFailure(error)) throw error
      report({ name: 'handler.failed', code: error.code, error: error.cause ?? error, ...about(call) })
      void outcome?.late?.then((late) => {
        report({ name: 'handler.late', durationMs: performance.now() - start, error: late, ...about(call) })
      })
      if (outcome === undefined) throw error
      outcome.send()
    }
  }
}

interface Prepared {
  readonly accepted: Accepted
  readonly fields: RawParams
  readonly expectsXml: boolean
}

/** A recording concerns two routes of the application, its action and its callback: each of them once. */
function toOnceKey({ received }: Accepted, call: Call): string | undefined {
  const onceKey = findOnceKey('vobiz', call.event, call.params)
  return call.event === 'record' && onceKey !== undefined ? `${onceKey}:${received.path}` : onceKey
}
