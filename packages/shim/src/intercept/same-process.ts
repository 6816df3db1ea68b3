import { toDeadlines } from '../deadlines.ts'
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
    run: (shaped, { request, response, next }, expectsXml) => {
      applyTo(request, shaped)
      const deadlineMs = expectsXml ? replyMs : ackMs
      return runRoute({ response, next, url: shaped.url, expectsXml, fallbackXml, deadlineMs })
    },
    call: (shaped, { request }) => createOwnRoute(request, ACTION_MS)(shaped),
  }
}
