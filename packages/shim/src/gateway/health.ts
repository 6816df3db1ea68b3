import type { IncomingMessage, ServerResponse } from 'node:http'
import { write } from '../adapters/node.ts'
import { callUpstream } from './call-upstream.ts'
import type { GatewayOptions } from './options.ts'
import type { Upstream } from './upstream.ts'

/** Why the gateway is not ready for calls; `undefined` when it is. */
export type CheckReady = () => Promise<'closing' | 'not-ready' | 'upstream-failed' | undefined>

interface Readiness {
  readonly upstream: Upstream
  /** Whether new connections are still accepted. */
  readonly isOpen: () => boolean
  readonly isReady: GatewayOptions['isReady']
}

const READY_MS = 2000

/** Prepares the question whether calls are accepted and the application replies, with whatever status. */
export function createReadyCheck({ upstream, isOpen, isReady = () => true }: Readiness): CheckReady {
  const call = {
    method: 'HEAD',
    path: '/',
    headers: ['Host', upstream.url.host],
    timeoutMs: READY_MS,
    patient: false,
  }
  return async () => {
    if (!isOpen()) return 'closing'
    if (!(await ask(isReady))) return 'not-ready'
    return (await ask(() => callUpstream(upstream, call).then(() => true))) ? undefined : 'upstream-failed'
  }
}

/** An answer that fails is no. */
async function ask(question: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await question()
  } catch {
    return false
  }
}

/** Answers a health check; `false` when the request is none. */
export type AnswerHealth = (request: IncomingMessage, response: ServerResponse) => boolean

/** Prepares the answers below a prefix: `/healthz` says that the process runs, `/readyz` what the check says. */
export function createHealth(prefix: string, checkReady: CheckReady): AnswerHealth {
  const base = prefix.replace(/\/+$/, '')
  const say = (response: ServerResponse, status: number, text: string): void =>
    write(response, { status, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: text })

  return ({ url = '', method = '' }, response) => {
    const path = url.replace(/\?.*$/s, '')
    if (!/^(?:GET|HEAD)$/.test(method)) return false
    if (path === `${base}/healthz`) say(response, 200, 'ok')
    else if (path === `${base}/readyz`)
      void checkReady().then((reason) => say(response, reason === undefined ? 200 : 503, reason ?? 'ok'))
    else return false
    return true
  }
}
