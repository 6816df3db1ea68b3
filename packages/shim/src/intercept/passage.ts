import type { ServerResponse } from 'node:http'
import { write } from '../adapters/node.ts'
import type { CallEvent } from '../call.ts'
import { createCallMemory } from '../call-memory.ts'
import { ShimError } from '../errors.ts'
import type { ShimEvent } from '../events.ts'
import { isTooEarly } from '../hold.ts'
import { normalise, toParams } from '../normalise.ts'
import { findOnceKey } from '../once.ts'
import { createPlayback } from '../playback.ts'
import { about } from '../report.ts'
import { ACKNOWLEDGED } from '../respond.ts'
import { route } from '../route.ts'
import type { Store } from '../store.ts'
import { type Accepted, toCall } from '../to-call.ts'
import { loadTranslator } from '../translator.ts'
import { applyTo, type InterceptedRequest } from './express-request.ts'
import type { InterceptOptions } from './options.ts'
import { reshape, type Target } from './reshape.ts'
import { type Outcome, runRoute } from './run-route.ts'

interface PassageOptions {
  readonly options: InterceptOptions
  readonly store: Store
  readonly report: (event: ShimEvent) => void
}

/** What Express hands over. */
export interface Exchange {
  readonly request: InterceptedRequest
  readonly response: ServerResponse
  readonly next: () => void
}

/** Takes a verified Vobiz webhook to the application's route, and its reply back. */
export type Passage = (accepted: Accepted, exchange: Exchange) => Promise<void>

const FALLBACK_PATH = /\/fallback\/?(?:\?|$)/i

/** Prepares the way through the application: normalise, find the route, reshape, run once, translate the reply. */
export function createPassage({ options, store, report }: PassageOptions): Passage {
  void loadTranslator()
  const play = createPlayback({ store, options, report })
  const complete = createCallMemory(store)
  const findTarget = createTargetFinder(options)

  return async (accepted, { request, response, next }) => {
    const fields = await complete('vobiz', normalise('vobiz', accepted.received))
    const params = toParams(fields)
    const { event, expectsXml } = route(params)
    const call = toCall(accepted, event, params)
    if (isTooEarly('vobiz', event, params)) return write(response, ACKNOWLEDGED)

    let outcome: Outcome | undefined
    const run = async (): Promise<Outcome['reply']> => {
      const start = performance.now()
      const shaped = reshape(accepted, fields, findTarget(event, accepted.received.path))
      applyTo(request, shaped)
      outcome = await runRoute({ response, next, url: shaped.url, expectsXml, fallbackXml: options.fallbackXml })
      const { failure, findings, reply } = outcome
      if (failure !== undefined) {
        report({ name: 'handler.failed', code: failure.code, error: failure.cause ?? failure, ...about(call) })
        throw failure
      }
      report({ name: 'call.handled', durationMs: performance.now() - start, ...about(call) })
      if (findings.length > 0) report({ name: 'reply.translated', findings, ...about(call) })
      return reply
    }
    const keys = { replyKey: accepted.replyKey, onceKey: findOnceKey('vobiz', event, params) }
    try {
      const reply = await play(call, keys, run)
      if (outcome === undefined) write(response, reply)
      else outcome.send()
    } catch (error) {
      if (outcome === undefined || !(error instanceof ShimError)) throw error
      outcome.send()
    }
  }
}

/** The route of an event, and the tokens the application checks it with. */
function createTargetFinder({
  plivo,
  routes = {},
  appUrl,
}: InterceptOptions): (event: CallEvent, path: string) => Target {
  const [authToken] = [plivo.authToken].flat()
  const [mainAuthToken] = [plivo.mainAuthToken ?? []].flat()
  if (authToken === undefined) throw new ShimError('missing-secret', 'plivo.authToken')
  const byEvent: Partial<Record<CallEvent, string | undefined>> = routes
  return (event, path) => {
    // The fallback URL gets the answer event once more: it must not go where it has failed.
    const route = event === 'answer' && FALLBACK_PATH.test(path) ? undefined : byEvent[event]
    return { route, appUrl, authToken, mainAuthToken }
  }
}
