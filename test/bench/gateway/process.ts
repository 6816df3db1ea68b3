import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Usage } from './report.ts'

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number
  readonly child: ChildProcess
  /** Processor time since the last question, and memory. */
  readonly measure: () => Promise<Usage>
  readonly stop: () => Promise<void>
}

/** Under tsx the built packages are measured, as users have them; in a test, the sources are run. */
const LOADER = process.execArgv.some((flag) => flag.includes('tsx'))
  ? process.execArgv
  : ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx')]

/** Starts one of the `server-*.ts` files. */
export async function startServer(
  name: 'app' | 'gateway' | 'proxy',
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, `server-${name}.ts`), {
    execArgv: [...LOADER, '--expose-gc'],
    env: { ...process.env, ...env },
  })
  const [port] = (await once(child, 'message')) as [number]
  return {
    port,
    child,
    measure: async () => {
      const answered = once(child, 'message')
      child.send('measure')
      const [usage] = (await answered) as [Usage]
      return usage
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
