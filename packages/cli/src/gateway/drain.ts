import type { Gateway } from '@plivo-to-vobiz/shim/gateway'

/** What a closing WebSocket is given to say so. */
const LAST_WORDS_MS = 500

/**
 * Accepts nothing new and lets what is under way end, audio streams too, as long as they do within the time. What is
 * left then is broken off: WebSockets get a close first. True when nothing was.
 */
export function drain(gateway: Gateway, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    let clean = true
    const timer = setTimeout(() => {
      clean = false
      gateway.closeStreams()
      setTimeout(() => gateway.closeAllConnections(), LAST_WORDS_MS)
    }, ms)
    gateway.close(() => {
      clearTimeout(timer)
      resolve(clean)
    })
  })
}
