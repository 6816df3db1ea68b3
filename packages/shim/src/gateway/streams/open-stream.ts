import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ShimEvent } from '../../events.ts'
import { maskPath } from '../../mask.ts'
import type { StreamSet } from '../stream-set.ts'
import type { Upstream } from '../upstream.ts'
import { withoutHandshake } from '../upstream-headers.ts'
import { relay } from './relay.ts'
import { createFrameTranslator } from './translator.ts'

/** An upgrade that has been let in. */
export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Socket
  readonly head: Buffer
  /** Whether a signature has proved that it is of Vobiz, or of somebody else. */
  readonly isVobiz: boolean | undefined
}

/** Opens the application's socket, then the platform's, and passes frames between them, translated. */
export type OpenStream = (upgrade: Upgrade) => Promise<void>

interface StreamOptions {
  readonly upstream: Upstream
  readonly streams: StreamSet
  readonly report: (event: ShimEvent) => void
  /** Told when the application cannot be reached. */
  readonly onFailure: (request: IncomingMessage, socket: Socket, cause: unknown) => void
  /** Makes a response of a socket, for an application that answers the handshake with something else. */
  readonly toResponse: (request: IncomingMessage, socket: Socket) => ServerResponse
}

const HANDSHAKE_MS = 10_000
const GOING_AWAY = 1001
/** Frames are passed at once, so there is nothing to compress them against; pongs come from the other side. */
const COMMON = { perMessageDeflate: false, autoPong: false } as const

/** Prepares that. The library is loaded with the first stream. */
export function createOpenStream({ upstream, streams, report, onFailure, toResponse }: StreamOptions): OpenStream {
  const { protocol, host } = upstream.url
  const base = `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}`

  return async ({ request, socket, head, isVobiz }) => {
    const { WebSocket, WebSocketServer } = await import('ws')
    const server = new WebSocketServer({ ...COMMON, noServer: true, handleProtocols: () => app.protocol || false })
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    const offered = protocols.filter((name) => name !== '')
    const path = maskPath(request.url ?? '')
    const app = new WebSocket(base + request.url, offered, {
      ...COMMON,
      headers: withoutHandshake(request.rawHeaders),
      handshakeTimeout: HANDSHAKE_MS,
    })
    let isOpen = false
    // A caller that goes away meanwhile has nobody left to be told.
    const giveUp = (): void => app.terminate()
    socket.once('close', giveUp)
    app.once('unexpected-response', (_request, incoming) => {
      const response = toResponse(request, socket)
      response.writeHead(incoming.statusCode ?? 502, incoming.headers)
      incoming.pipe(response)
    })
    app.on('error', (cause) => {
      if (!isOpen && !socket.destroyed) onFailure(request, socket, cause)
    })
    app.once('open', () => {
      isOpen = true
      socket.off('close', giveUp)
      server.handleUpgrade(request, socket, head, (platform) => {
        const forget = streams.add(() => {
          platform.close(GOING_AWAY)
          app.close(GOING_AWAY)
        })
        const translator = createFrameTranslator({
          isVobiz,
          onUntranslatable: (what) => report({ name: 'stream.untranslatable', path, ...what }),
        })
        relay({
          platform,
          app,
          ...translator,
          onEnd: (relayed) => {
            forget()
            report({ name: 'stream.closed', path, translated: translator.isVobiz() === true, ...relayed })
          },
        })
      })
    })
  }
}
