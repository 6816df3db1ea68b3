import type { RawData, WebSocket } from 'ws'

/** Changes a text frame on its way. */
export type Change = (text: string) => string

/** What passed through a stream. */
export interface Relayed {
  /** Frames of the platform. */
  readonly toApp: number
  /** Frames of the application. */
  readonly toPlatform: number
  /** Close code of the side that closed first. */
  readonly closeCode: number
}

interface Relay {
  readonly platform: WebSocket
  readonly app: WebSocket
  readonly toApp: Change
  readonly toPlatform: Change
  readonly onEnd: (relayed: Relayed) => void
}

/** Bytes that may wait for a slow reader before the other side is asked to wait. */
const HIGH_WATER = 1_048_576

/**
 * Passes everything between two sockets: text through the changes, binary untouched, pings and pongs with what they
 * carry, the close with its code. Frames keep their order; none is taken in faster than the other side reads.
 */
export function relay({ platform, app, toApp, toPlatform, onEnd }: Relay): void {
  const counts = { toApp: 0, toPlatform: 0 }
  let ended = false
  const end = (closeCode: number): void => {
    if (ended) return
    ended = true
    onEnd({ ...counts, closeCode })
  }
  pass(platform, app, (data, isBinary) => {
    counts.toApp += 1
    return isBinary ? data : apply(toApp, data)
  })
  pass(app, platform, (data, isBinary) => {
    counts.toPlatform += 1
    return isBinary ? data : apply(toPlatform, data)
  })
  for (const [one, other] of [
    [platform, app],
    [app, platform],
  ] as const) {
    one.on('close', (code, reason) => {
      end(code)
      close(other, code, reason)
    })
    // The `close` after it says all there is to say.
    one.on('error', () => {})
  }
}

/** The bytes themselves where nothing is to be changed. */
function apply(change: Change, data: RawData): RawData | string {
  const text = data.toString()
  const changed = change(text)
  return changed === text ? data : changed
}

function pass(from: WebSocket, to: WebSocket, change: (data: RawData, isBinary: boolean) => RawData | string): void {
  from.on('message', (data, isBinary) => {
    if (to.readyState !== to.OPEN) return
    to.send(change(data, isBinary), { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount < HIGH_WATER) from.resume()
    })
    if (to.bufferedAmount >= HIGH_WATER) from.pause()
  })
  from.on('ping', (data) => void (to.readyState === to.OPEN && to.ping(data)))
  from.on('pong', (data) => void (to.readyState === to.OPEN && to.pong(data)))
}

/** Codes that stand for no close frame at all. */
const [NO_STATUS, ABNORMAL, TLS] = [1005, 1006, 1015]

function close(socket: WebSocket, code: number, reason: Buffer): void {
  // One that waits would never read the answer to its close.
  if (socket.isPaused) socket.resume()
  if (code === ABNORMAL || code === TLS) socket.terminate()
  else if (code === NO_STATUS) socket.close()
  else socket.close(code, reason)
}
