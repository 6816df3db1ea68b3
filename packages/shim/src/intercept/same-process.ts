import { toDeadlines } from '../deadlines.ts'
import { ShimError } from '../errors.ts'
import type { App } from './app.ts'
import { applyTo } from './express-request.ts'
import type { InterceptOptions } from './options.ts'
import { createOwnRoute } from './own-route.ts'
import { runRoute } from './run-route.ts'

/** How long the route of a Record action may take. */
const ACTION_MS = 10_000

/** The application that the intercept is mounted in. */
export function createSameProcessApp({ fallbackXml, deadlines }: InterceptOptions): App {
  const { replyMs, ackMs } = toDeadlines(deadlines)
  return {
    run: (shaped, { request, response, next }, translate) => {
      // Body parsers leave a request alone whose connection has closed, and the route would run without its body.
      if (!request.socket.readable) throw new ShimError('body-aborted', 'the connection closed before the route ran')
      applyTo(request, shaped)
      const deadlineMs = translate === undefined ? ackMs : replyMs
      return runRoute({ response, next, translate, fallbackXml, deadlineMs })
    },
    call: (shaped, { request }) => createOwnRoute(request, ACTION_MS)(shaped),
  }
}
