import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { CleanUp } from './clean-up.ts'

/** A running copy of the application. */
export interface RunningApp {
  /** Loopback address on a port that was free. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** What both providers and the application have to agree on. */
export interface Deployment {
  /** The address the providers were given; nothing answers there. */
  readonly publicUrl: string
  readonly plivoToken: string
  readonly vobizToken: string
}

const START_MS = 20_000

/** Where the application is and how it is started. */
export interface Start {
  readonly folder: string
  /** Default `server.js`. */
  readonly entry?: string
}

/** Starts the application as a process of its own, as in production. */
export async function startApp(
  { folder, entry = 'server.js' }: Start,
  deployment: Deployment,
  cleanUp: CleanUp,
): Promise<RunningApp> {
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_URL: deployment.publicUrl,
      PLIVO_AUTH_ID: 'MAEXAMPLEEXAMPLE0001',
      PLIVO_AUTH_TOKEN: deployment.plivoToken,
      VOBIZ_AUTH_ID: 'MA_EXAMPLE1',
      VOBIZ_AUTH_TOKEN: deployment.vobizToken,
    },
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill()
    await exited
  }
  cleanUp.add(stop)
  return { url: `http://127.0.0.1:${await waitForPort(child)}`, stop }
}

function waitForPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string): void => reject(new Error(`The application ${why}. It printed:\n${output.trim()}`))
    const timer = setTimeout(() => fail(`did not start within ${START_MS / 1000} s`), START_MS)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const port = /listening on port (\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`stopped with code ${code}`)
    })
  })
}
