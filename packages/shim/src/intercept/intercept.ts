import type { ServerResponse } from 'node:http'
import { toIncoming, write } from '../adapters/node.ts'
import { createAnnounce } from '../announce.ts'
import { detectSender } from '../detect.ts'
import { ShimError } from '../errors.ts'
import { createGuard } from '../guard.ts'
import { createEmulator } from '../input/emulator.ts'
import { createModeCheck } from '../mode.ts'
import { openStore } from '../open-store.ts'
import { createReporter, isHandlerFailure, toRejection } from '../report.ts'
import { toErrorReply } from '../respond.ts'
import type { App } from './app.ts'
import { letThrough } from './capture.ts'
import type { InterceptedRequest } from './express-request.ts'
import type { InterceptOptions } from './options.ts'
import { createPassage } from './passage.ts'
import { peekStream } from './peek.ts'
import { createPlivoPassage } from './plivo-passage.ts'
import { createScope } from './scope.ts'
import { createShadow } from './shadow.ts'

/** A request listener that hands over what is not its own; Express 4 and 5 take it as middleware. */
export type InterceptHandler = (
  request: InterceptedRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

/** Prepares the guard in front of an application, and the way of Vobiz's webhooks through it. Throws a `ShimError` on a wrong option. */
export function createIntercept(options: InterceptOptions, app: App): InterceptHandler {
  const report = createReporter(options.onEvent)
  const store = openStore(options, report)
  const isGuarded = createScope(options)
  const guard = createGuard(options, store)
  const announce = createAnnounce(options.onEvent, report)
  const checkMode = createModeCheck(options.mode, report)
  const emulator = createEmulator({ options, store, report })
  const passOn = createPassage({ options, store, report, app, announce, checkMode, emulator })
  const plivo = createPlivoPassage({ options, announce, checkMode })
  const shadow = options.dryRun ? createShadow({ options, emulator, guard, report, announce, checkMode }) : undefined

  return (request, response, next) => {
    const incoming = toIncoming(request, request.originalUrl ?? request.url ?? '', peekStream)
    const exchange = { request, response, next }
    if (shadow !== undefined) return shadow(incoming, exchange)
    const refuse = (cause: unknown): void => {
      const error = cause instanceof ShimError ? cause : new ShimError('internal-error', undefined, { cause })
      if (!isHandlerFailure(error)) report(toRejection(error, incoming, findSender(request)))
      letThrough(response)
      if (!response.headersSent) write(response, toErrorReply(error))
    }
    try {
      if (!isGuarded(incoming)) {
        if (detectSender(incoming.headers) === undefined) return next()
        plivo.unchecked(incoming, exchange)?.catch(refuse)
        return
      }
    } catch (error) {
      return refuse(error)
    }
    guard(incoming)
      .then((accepted) =>
        accepted.provider === 'plivo' ? plivo.checked(accepted, exchange) : passOn(accepted, exchange),
      )
      .catch(refuse)
  }
}

function findSender({ headers }: InterceptedRequest): 'plivo' | 'vobiz' | undefined {
  try {
    return detectSender(headers)
  } catch {
    return undefined
  }
}
