import type { IncomingMessage, ServerResponse } from 'node:http'
import { write } from '../adapters/node.ts'
import { callUpstream } from './call-upstream.ts'
import type { GatewayOptions } from './options.ts'
import type { Upstream } from './upstream.ts'

/** Answers a health check; `false` when the request is none. */
export type AnswerHealth = (request: IncomingMessage, response: ServerResponse) => boolean

interface Health {
  readonly prefix: string
  readonly upstream: Upstream
  /** Whether new connections are still accepted. */
  readonly isOpen: () => boolean
  readonly isReady: GatewayOptions['isReady']
}

const READY_MS = 2000

/**
 * Prepares the checks: `/healthz` says that the process runs; `/readyz` that it accepts calls and the application
 * replies, with whatever status.
 */
export function createHealth({ prefix, upstream, isOpen, isReady = () => true }: Health): AnswerHealth {
  const base = prefix.replace(/\/+$/, '')
  const say = (response: ServerResponse, status: number, text: string): void =>
    write(response, { status, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: text })

  const checkReady = async (response: ServerResponse): Promise<void> => {
    if (!isOpen()) return say(response, 503, 'closing')
    if (!(await askReady(isReady))) return say(response, 503, 'not-ready')
    const reached = await callUpstream(upstream, {
      method: 'HEAD',
      path: '/',
      headers: ['Host', upstream.url.host],
      timeoutMs: READY_MS,
      patient: false,
    }).then(
      () => true,
      () => false,
    )
    say(response, reached ? 200 : 503, reached ? 'ok' : 'upstream-failed')
  }

  return ({ url = '', method = '' }, response) => {
    const path = url.replace(/\?.*$/s, '')
    if (!/^(?:GET|HEAD)$/.test(method)) return false
    if (path === `${base}/healthz`) say(response, 200, 'ok')
    else if (path === `${base}/readyz`) void checkReady(response)
    else return false
    return true
  }
}

async function askReady(isReady: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await isReady()
  } catch {
    return false
  }
}
