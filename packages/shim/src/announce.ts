import { PARAM } from '@plivo-to-vobiz/mappings/callbacks'
import type { Call, CallEvent, CallProvider } from './call.ts'
import type { OnEvent, ShimEvent } from './events.ts'
import { maskNumber, maskPath } from './mask.ts'
import type { Received } from './receive.ts'
import { createUnknownFinder } from './unknown-parameters.ts'

/** A webhook that was let in. */
export interface Arrival {
  readonly provider: CallProvider
  readonly event: CallEvent
  readonly params: Call['params']
  /** Path and query. */
  readonly path: string
  readonly received: Pick<Received, 'fields' | 'source'> | undefined
  readonly proof: 'signature' | 'allowed' | 'none'
  readonly dryRun?: boolean
}

/** Tells of a webhook that was let in, and of parameters in it that no table knows. */
export type Announce = (arrival: Arrival) => void

/** Prepares that; `undefined` without a listener, so that nothing is put together for nobody. */
export function createAnnounce(onEvent: OnEvent | undefined, report: (event: ShimEvent) => void): Announce | undefined {
  if (onEvent === undefined) return undefined
  const findUnknown = createUnknownFinder()
  const toRoute = createPathCache()
  return ({ provider, event, params, path, received, proof, dryRun = false }) => {
    const about = { provider, event, callUuid: params[PARAM.CallUUID] ?? '' }
    const number = findOwnNumber(params)
    report({ name: 'delivery.received', path: toRoute(path), number, proof, dryRun, ...about })
    const names = received === undefined ? [] : findUnknown(provider, received)
    if (names.length > 0) report({ name: 'parameters.unknown', names, ...about })
  }
}

/** An application has few routes, and masking one costs more than looking it up. */
function createPathCache(): (path: string) => string {
  const routes = new Map<string, string>()
  return (path) => {
    const held = routes.get(path)
    if (held !== undefined) return held
    if (routes.size >= MOST_PATHS) routes.clear()
    const route = maskPath(path)
    routes.set(path, route)
    return route
  }
}

const MOST_PATHS = 200

/** The application's own number, the last digits only: who is called, or who calls when the application does. */
const findOwnNumber = (params: Call['params']): string | undefined =>
  maskNumber(params[/^outbound/i.test(params[PARAM.Direction] ?? '') ? PARAM.From : PARAM.To])
