import { createAnnounce } from './announce.ts'
import type { Call } from './call.ts'
import { createCallMemory } from './call-memory.ts'
import { detectSender } from './detect.ts'
import { ShimError } from './errors.ts'
import { createGuard } from './guard.ts'
import { createHandle } from './handle.ts'
import { isTooEarly } from './hold.ts'
import type { Incoming, Reply } from './incoming.ts'
import { createEmulator } from './input/emulator.ts'
import { createModeCheck } from './mode.ts'
import { normalise, toParams } from './normalise.ts'
import { findOnceKey } from './once.ts'
import { openStore } from './open-store.ts'
import { FALLBACK_PATH, type ShimOptions } from './options.ts'
import { createPlayback, toKeys } from './playback.ts'
import { createReporter, isHandlerFailure, toRejection } from './report.ts'
import { ACKNOWLEDGED, toErrorReply } from './respond.ts'
import { createRosters } from './roster.ts'
import { type Route, route } from './route.ts'
import { type Accepted, toCall } from './to-call.ts'

/**
 * Prepares the whole way of a webhook: request -> verify -> normalise -> route -> handler -> translate -> reply. Every
 * adapter is a coat over this function. Throws a `ShimError` on a wrong option; the function it returns never rejects.
 */
export function createFlow(options: ShimOptions): (incoming: Incoming) => Promise<Reply> {
  const report = createReporter(options.onEvent)
  const store = openStore(options, report)
  const guard = createGuard(options, store)
  const emulator = createEmulator({ options, store, report })
  const handle = createHandle(options, report, emulator)
  const play = createPlayback({ store, options, report })
  const checkMode = createModeCheck(options.mode, report)
  const announce = createAnnounce(options.onEvent, report)
  const complete = createCallMemory(store)
  const observeConference = createRosters(store)
  const fallbackPath = options.fallbackPath ?? FALLBACK_PATH

  const answer = async (marked: Accepted): Promise<Reply> => {
    const { accepted, marks } = emulator.take(marked)
    const { provider, received, replyKey } = accepted
    const params = toParams(await complete(provider, normalise(provider, received)))
    const found = route(params)
    const turn =
      marks.length > 0 && found.expectsXml
        ? await emulator.judge(marks, toCall(accepted, found.event, params))
        : undefined
    const { event, expectsXml } = turn?.route ?? toFallback(found, received.path)
    const checking = checkMode(provider, event)
    if (checking !== undefined) await checking
    const call = toCall(accepted, event, params)
    announce?.({ ...call, path: received.path, received, proof: call.unsigned ? 'allowed' : 'signature' })
    if (turn?.reply !== undefined) return turn.reply
    if (isTooEarly(provider, event, params)) return ACKNOWLEDGED
    const keys = toKeys(turn?.replyKey ?? replyKey, findOnceKey(provider, event, params), expectsXml)
    return play(call, keys, async () => {
      const handled = handle(call.event === 'conference' ? await observe(call) : call, expectsXml)
      return turn?.after === undefined ? handled : handled.catch(ignore).then(() => turn.after ?? ACKNOWLEDGED)
    })
  }

  const observe = async (call: Call): Promise<Call> => ({
    ...call,
    conference: await observeConference(call.provider, call.params),
  })

  const toFallback = (found: Route, path: string): { event: Call['event']; expectsXml: boolean } =>
    found.event === 'answer' && fallbackPath.test(path) ? { ...found, event: 'fallback' } : found

  return async (incoming) => {
    try {
      return await answer(await guard(incoming))
    } catch (cause) {
      const error = cause instanceof ShimError ? cause : new ShimError('internal-error', undefined, { cause })
      if (!isHandlerFailure(error)) report(toRejection(error, incoming, findSender(incoming)))
      return toErrorReply(error)
    }
  }
}

/** What an action fails with is reported where it fails; the call goes on where its reply does not count. */
const ignore = (): void => {}

function findSender({ headers }: Incoming): Call['provider'] | undefined {
  try {
    return detectSender(headers)
  } catch {
    return undefined
  }
}
