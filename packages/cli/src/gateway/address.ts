import type { AddressInfo, Server } from 'node:net'
import { UsageError } from '../exit.ts'

/** Where a server listens. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** Reads a port, or address:port; without address, this machine alone can connect. */
export function toAddress(key: string, listen: string | number): Address {
  const [, host = '127.0.0.1', digits] = /^(?:(.+):)?(\d{1,5})$/.exec(String(listen)) ?? []
  const port = Number(digits)
  if (port <= 65_535) return { host: host.replace(/^\[|\]$/g, ''), port }
  throw new UsageError(`${key} is ${listen}; expected a port or address:port, such as 8080 or 0.0.0.0:8080.`)
}

/** Listens; gives the address as it is, a free port for port 0. Rejects when it is taken. */
export function listen(server: Server, at: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`${at.host}:${at.port} cannot be listened on (${error.code ?? error.message}).`)),
    )
    server.listen(at, () => {
      const { address, port } = server.address() as AddressInfo
      resolve(`${address}, port ${port}`)
    })
  })
}
