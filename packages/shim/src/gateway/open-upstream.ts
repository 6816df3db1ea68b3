import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Upstream } from './upstream.ts'

/** A request to the application, its body still to be written. */
export interface UpstreamRequest {
  readonly method: string
  readonly path: string
  /** Names and values in turn, as they go over the wire. */
  readonly headers: readonly string[]
  /** Whether it may be sent twice: it changes nothing, and has no body that is gone then. Default false. */
  readonly repeatable?: boolean
  /** Whether to try again while no connection can be made. Default true. */
  readonly patient?: boolean
  readonly signal?: AbortSignal
}

/** What becomes of it: `onOpen`, then one of the other two. After `onResponse`, failures are told by the response. */
export interface UpstreamHooks {
  /** A connection is there: write the body and end. */
  readonly onOpen: (outgoing: ClientRequest) => void
  readonly onResponse: (incoming: IncomingMessage) => void
  readonly onError: (cause: unknown) => void
}

/** An application that restarts is away for a moment; together still well below what a platform waits. */
const DELAYS_MS = [50, 100, 200, 400] as const
const STALE: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE'])

/**
 * Sends a request to the application; the returned function breaks it off. It is tried again where that is safe:
 * while nothing was sent, since no connection can be made or a kept one is found closed; and when a kept connection breaks
 * off later, if the request is repeatable.
 */
export function openUpstream(upstream: Upstream, call: UpstreamRequest, hooks: UpstreamHooks): () => void {
  const { url, agent } = upstream
  const { method, path, headers, signal, repeatable = false, patient = true } = call
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const target = {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    method,
    path,
    headers,
    agent,
    setHost: false,
    ...(signal !== undefined && { signal }),
  }
  let outgoing: ClientRequest | undefined
  let timer: NodeJS.Timeout | undefined
  let settled = false

  const attempt = (turn: number): void => {
    let opened = false
    const onError = (cause: unknown): void => {
      if (settled) return
      const isReused = outgoing?.reusedSocket === true
      const again = opened ? repeatable && isReused && isStale(cause) : patient
      const delay = again && signal?.aborted !== true ? DELAYS_MS[turn] : undefined
      if (delay !== undefined) timer = setTimeout(attempt, isReused ? 0 : delay, turn + 1)
      else {
        settled = true
        hooks.onError(cause)
      }
    }
    try {
      const own = request(target)
      outgoing = own
      const open = (): void => {
        if (settled || own.destroyed) return
        opened = true
        hooks.onOpen(own)
      }
      own.once('socket', (socket) => {
        if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', open)
        else if (repeatable) open()
        else afterPoll(open)
      })
      own.once('response', (incoming) => {
        settled = true
        hooks.onResponse(incoming)
      })
      own.on('error', onError)
    } catch (cause) {
      // What no request can hold, such as a path with a blank in it.
      settled = true
      hooks.onError(cause)
    }
  }
  attempt(0)

  return () => {
    settled = true
    clearTimeout(timer)
    outgoing?.destroy()
  }
}

const isStale = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && STALE.has(cause.code)

/**
 * Waits until the process has heard what has come in. The application may have closed a kept connection while this
 * process was busy with something else: as long as nothing is written on it, any request can take another one.
 */
const afterPoll = (then: () => void): void => void setImmediate(() => setImmediate(then))
