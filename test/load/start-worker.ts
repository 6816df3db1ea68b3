import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The servers that are compared. */
export const KINDS = [
  'express, body parser alone',
  'express, expressShim',
  'express, expressIntercept',
  'node:http, bare',
  'node:http, body parsed',
  'node:http, nodeShim',
] as const
export type Kind = (typeof KINDS)[number]

/** What a server has used. */
export interface Usage {
  /** Microseconds of processor time since it was last asked. */
  readonly cpu: number
  /** Bytes after a forced garbage collection, as the next one. */
  readonly rss: number
  readonly heapUsed: number
}

/** A server in a process of its own. */
export interface Worker {
  readonly port: number
  readonly pid: number
  readonly measure: () => Promise<Usage>
  /** At once, as `kill -9` does. */
  readonly kill: () => Promise<void>
}

/** Under tsx the built packages are measured, as users have them; in a test, the sources are run. */
const LOADER = process.execArgv.some((flag) => flag.includes('tsx'))
  ? process.execArgv
  : ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx')]

/** Starts one. */
export async function startWorker(kind: Kind, env: Readonly<Record<string, string>> = {}): Promise<Worker> {
  const profile = process.env.CPU_PROF === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.CPU_PROF}`]
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: [...LOADER, '--expose-gc', ...profile],
    env: { ...process.env, NODE_ENV: 'production', KIND: kind, ...env },
  })
  const exited = once(child, 'exit')
  const [port] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`the server ${kind} ended before it listened`)
    }),
  ])) as [number]
  return {
    port,
    pid: child.pid ?? 0,
    measure: async () => {
      const answered = once(child, 'message')
      child.send('measure')
      const [usage] = (await answered) as [Usage]
      return usage
    },
    kill: async () => {
      if (profile.length > 0) child.disconnect()
      else child.kill('SIGKILL')
      await exited
    },
  }
}
