import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { Announce } from '../announce.ts'
import { detectSender } from '../detect.ts'
import { ShimError } from '../errors.ts'
import type { ShimEvent } from '../events.ts'
import type { Guard } from '../guard.ts'
import type { Incoming } from '../incoming.ts'
import type { Emulator } from '../input/emulator.ts'
import type { CheckMode } from '../mode.ts'
import { normalise, toParams } from '../normalise.ts'
import { toRejection } from '../report.ts'
import { route } from '../route.ts'
import type { Accepted } from '../to-call.ts'
import { loadTranslator } from '../translator.ts'
import type { Exchange } from './app.ts'
import { convertReply } from './convert-reply.ts'
import { copyReply } from './copy-reply.ts'
import type { InterceptOptions } from './options.ts'
import { createScope } from './scope.ts'

/** Looks at a request, and lets it go on. */
export type Shadow = (incoming: Incoming, exchange: Exchange) => void

interface ShadowOptions {
  readonly options: InterceptOptions
  readonly emulator: Emulator
  readonly guard: Guard
  readonly report: (event: ShimEvent) => void
  readonly announce: Announce | undefined
  readonly checkMode: CheckMode
}

/**
 * Prepares `dryRun`: every request goes on to the application as it came, and the application alone decides. Beside
 * that, what would have been done is found out and reported: who would have been refused, and what translating the
 * replies to Plivo would say.
 */
export function createShadow({ options, emulator, guard, report, announce, checkMode }: ShadowOptions): Shadow {
  const isGuarded = createScope({ ...options, verifyPlivo: true })
  void loadTranslator()

  const rehearse = async ({ url }: Accepted, about: About, reply: ReturnType<typeof copyReply>): Promise<void> => {
    const copy = await reply
    if (copy === undefined) return
    try {
      const given = { call: about, url, publicUrl: url, isRehearsal: true }
      const converted = await convertReply(copy, (document) => emulator.translate(document, given))
      if (converted !== undefined) {
        report({ name: 'reply.translated', findings: converted.findings, dryRun: true, ...about })
      }
    } catch (error) {
      report({ name: 'reply.untranslatable', error, ...about })
    }
  }

  const look = async (accepted: Accepted, reply: ReturnType<typeof copyReply>): Promise<void> => {
    const { provider, received, unsigned } = accepted
    const params = toParams(normalise(provider, received))
    const { event, expectsXml } = route(params)
    await checkMode(provider, event)
    const proof = unsigned ? 'allowed' : 'signature'
    announce?.({ provider, event, params, path: received.path, received, proof, dryRun: true })
    const callUuid = params[PARAM.CallUUID] ?? ''
    if (provider === 'plivo' && expectsXml) await rehearse(accepted, { provider, event, callUuid }, reply)
  }

  return (incoming, { response, next }) => {
    const reject = (cause: unknown): void => {
      const error = cause instanceof ShimError ? cause : new ShimError('internal-error', undefined, { cause })
      report(toRejection(error, incoming, findSender(incoming), true))
    }
    let isPassed = false
    const pass = (): void => {
      if (isPassed) return
      isPassed = true
      next()
    }
    try {
      if (!isGuarded(incoming)) return pass()
    } catch (error) {
      reject(error)
      return pass()
    }
    const reply = copyReply(response)
    // The application has its turn as soon as the body has been looked at; what else there is to do does not delay it.
    const readBody: Incoming['readBody'] = async (limit) => {
      try {
        return await incoming.readBody(limit)
      } finally {
        pass()
      }
    }
    guard({ ...incoming, readBody })
      .finally(pass)
      .then((accepted) => look(accepted, reply))
      .catch(reject)
  }
}

type About = Pick<ShimEvent & { name: 'call.unhandled' }, 'provider' | 'event' | 'callUuid'>

function findSender({ headers }: Incoming): 'plivo' | 'vobiz' | undefined {
  try {
    return detectSender(headers)
  } catch {
    return undefined
  }
}
