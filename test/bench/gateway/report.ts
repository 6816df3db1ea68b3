import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server under load tells the process that started it, when it is asked. */
export interface Usage {
  /** Microseconds of processor time since it was last asked. */
  readonly cpu: number
  /** Bytes in use after a garbage collection; 0 without `--expose-gc`. */
  readonly heap: number
  readonly rss: number
}

/** Listens on a port of loopback, any free one unless told, tells the parent process which, and answers its questions. */
export function report(server: Server, port = 0): void {
  let last = process.cpuUsage()
  server.listen(port, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('message', () => {
    const { user, system } = process.cpuUsage(last)
    last = process.cpuUsage()
    globalThis.gc?.()
    const { heapUsed, rss } = process.memoryUsage()
    const usage: Usage = { cpu: user + system, heap: globalThis.gc === undefined ? 0 : heapUsed, rss }
    process.send?.(usage)
  })
  process.on('disconnect', () => process.exit())
}
