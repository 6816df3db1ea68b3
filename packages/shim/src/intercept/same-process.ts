import type { App } from './app.ts'
import { applyTo } from './express-request.ts'
import { createOwnRoute } from './own-route.ts'
import { runRoute } from './run-route.ts'

/** How long the route of a Record action may take. */
const ACTION_MS = 10_000

/** The application that the intercept is mounted in. */
export function createSameProcessApp(fallbackXml: string | undefined): App {
  return {
    run: (shaped, { request, response, next }, expectsXml) => {
      applyTo(request, shaped)
      return runRoute({ response, next, url: shaped.url, expectsXml, fallbackXml })
    },
    call: (shaped, { request }) => createOwnRoute(request, ACTION_MS)(shaped),
  }
}
