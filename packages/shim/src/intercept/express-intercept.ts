import { createIntercept, type InterceptHandler } from './intercept.ts'
import type { InterceptOptions } from './options.ts'
import { createSameProcessApp } from './same-process.ts'

/**
 * Express middleware that keeps an application's Plivo routes and handlers as they are. A verified Vobiz webhook goes
 * on in Plivo's form, signed as Plivo with the application's own token, and the XML the application replies is
 * translated on its way out. Plivo's webhooks and everything else pass through untouched. No unverified Vobiz webhook
 * gets past it. Throws a `ShimError` on a wrong option.
 *
 * @example
 * app.use(expressIntercept({
 *   plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
 *   vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
 *   publicUrl: 'https://voice.example.com',
 *   paths: ['/voice'],
 *   routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
 * }))
 */
export function expressIntercept(options: InterceptOptions): InterceptHandler {
  return createIntercept(options, createSameProcessApp(options))
}
