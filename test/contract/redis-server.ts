import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A real redis-server, started for one test file. */
export interface RedisServer {
  readonly port: number
  readonly stop: () => Promise<void>
}

/** Why the suites that need Redis cannot run here; `undefined` when they can. With CI=true they must. */
export function findReasonWithoutRedis(): string | undefined {
  const { error } = spawnSync('redis-server', ['--version'])
  if (error === undefined) return undefined
  const reason = 'redis-server is not installed (Debian: apt-get install redis-server)'
  if (process.env.CI === 'true') throw new Error(`${reason}; with CI=true this is a failure, not a skip`)
  console.warn(`skipped: ${reason}`)
  return reason
}

/** Starts a server on a free port of the loopback interface, or on the one given, that keeps nothing on disk. */
export async function startRedis(onPort?: number): Promise<RedisServer> {
  const port = onPort ?? (await findFreePort())
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await waitUntilReady(server)
  return { port, stop: () => stop(server) }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
}

async function waitUntilReady(server: ChildProcess): Promise<void> {
  let log = ''
  for await (const chunk of server.stdout ?? []) {
    log += String(chunk)
    if (log.includes('Ready to accept connections')) {
      server.stdout?.resume()
      return
    }
  }
  throw new Error(`redis-server ended before it was ready:\n${log}`)
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('the probe has no port')
  return address.port
}
