import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { CleanUp } from '../demo/clean-up.ts'

/** How a server is started on a free port of this machine. */
export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  /** What it prints once it accepts connections; the group is the port. */
  readonly ready: RegExp
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A server in a process of its own. */
export interface RunningProcess {
  readonly child: ChildProcess
  readonly url: string
  /** All it has printed so far. */
  readonly printed: () => string
}

const START_MS = 60_000

/** Starts a server and waits for the line that names its port. It is ended with the clean-up. */
export async function startProcess(launch: Launch, cleanUp: CleanUp): Promise<RunningProcess> {
  const { command, args, ready, env, cwd } = launch
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  cleanUp.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  })
  let printed = ''
  const port = await new Promise<string>((resolve, reject) => {
    const fail = (fate: string): void => {
      clearTimeout(timer)
      reject(new Error(`${command} ${fate}:\n${printed}`))
    }
    const timer = setTimeout(() => fail(`was not ready in ${START_MS} ms`), START_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`))
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text
        const found = ready.exec(printed)?.[1]
        if (found === undefined) return
        clearTimeout(timer)
        resolve(found)
      })
  })
  return { child, url: `http://127.0.0.1:${port}`, printed: () => printed }
}
