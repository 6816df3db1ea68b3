import type { Call } from './call.ts'
import { toDeadlines } from './deadlines.ts'
import { dispatch } from './dispatch.ts'
import { ShimError } from './errors.ts'
import type { ShimEvent } from './events.ts'
import type { Handler } from './handlers.ts'
import type { Reply } from './incoming.ts'
import type { Emulator } from './input/emulator.ts'
import type { ShimOptions } from './options.ts'
import { about } from './report.ts'
import { ACKNOWLEDGED, respond, type Translate, toDocument } from './respond.ts'
import { loadTranslator } from './translator.ts'

/** Runs the application's handler for a call and makes the reply; rejects with a `ShimError` when that fails. */
export type Handle = (call: Call, expectsXml: boolean) => Promise<Reply>

/** Prepares the step from call to reply: handler, time limit, translation, and what happens when one of them fails. */
export function createHandle(options: ShimOptions, report: (event: ShimEvent) => void, emulator: Emulator): Handle {
  const { handlers, fallbackXml, dryRun = false } = options
  const { replyMs, ackMs } = toDeadlines(options.deadlines)

  if (options.vobiz !== undefined || dryRun) void loadTranslator()

  const run = async (handler: Handler, call: Call, expectsXml: boolean): Promise<Reply> => {
    const start = performance.now()
    const document = toDocument(
      await dispatch(handler, call, {
        deadlineMs: expectsXml ? replyMs : ackMs,
        onLate: (error) =>
          report({ name: 'handler.late', durationMs: performance.now() - start, error, ...about(call) }),
      }),
    )
    report({ name: 'call.handled', durationMs: performance.now() - start, ...about(call) })
    if (expectsXml) return toReply(call, document)
    if (document !== undefined && document !== '') report({ name: 'reply.dropped', ...about(call) })
    return ACKNOWLEDGED
  }

  const toTranslate =
    (call: Call, isRehearsal = false): Translate =>
    (document) =>
      emulator.translate(document, { call, url: call.request.url, publicUrl: call.request.url, isRehearsal })

  const toReply = async (call: Call, document: string | undefined): Promise<Reply> => {
    const { reply, findings } = await respond(document, call.provider === 'plivo' ? undefined : toTranslate(call))
    if (findings.length > 0) report({ name: 'reply.translated', findings, dryRun: false, ...about(call) })
    if (dryRun && call.provider === 'plivo' && document !== undefined) await rehearse(call, document)
    return reply
  }

  const rehearse = async (call: Call, document: string): Promise<void> => {
    try {
      const { findings } = await toTranslate(call, true)(document)
      report({ name: 'reply.translated', findings, dryRun: true, ...about(call) })
    } catch (error) {
      report({ name: 'reply.untranslatable', error, ...about(call) })
    }
  }

  const recover = async (call: Call, failure: ShimError): Promise<Reply> => {
    if (call.event === 'answer' && handlers.fallback !== undefined) {
      return run(handlers.fallback, { ...call, event: 'fallback' }, true)
    }
    if (fallbackXml !== undefined) return toReply(call, fallbackXml)
    throw failure
  }

  return async (call, expectsXml) => {
    const handler = handlers[call.event] ?? (call.event === 'fallback' ? handlers.answer : undefined)
    if (handler === undefined) {
      report({ name: 'call.unhandled', ...about(call) })
      return ACKNOWLEDGED
    }
    try {
      return await run(handler, call, expectsXml)
    } catch (error) {
      if (!(error instanceof ShimError)) throw error
      report({ name: 'handler.failed', code: error.code, error: error.cause ?? error, ...about(call) })
      if (!expectsXml) throw error
      return recover(call, error)
    }
  }
}
