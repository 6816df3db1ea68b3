import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../docs/examples')

/** An example that runs in a process of its own. */
export interface RunningExample {
  readonly port: number
  /** What it has printed so far. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/**
 * Starts a program below docs/examples on a free port, as its README says but with the packages' sources in the place
 * of their builds, and waits for its line `listening on port …`.
 */
export async function startExample(
  program: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningExample> {
  const child = spawn(
    process.execPath,
    ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx'), join(EXAMPLES, program)],
    { env: { PATH: process.env.PATH, PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const port = await waitForPort(child, () => printed)
  return { port, output: () => printed, stop: () => stop(child) }
}

async function waitForPort(child: ChildProcess, printed: () => string): Promise<number> {
  let closed = false
  child.once('close', () => {
    closed = true
  })
  while (!closed) {
    const port = /listening on port (\d+)/.exec(printed())?.[1]
    if (port !== undefined) return Number(port)
    await Promise.race([once(child, 'close'), ...[child.stdout, child.stderr].map((out) => out && once(out, 'data'))])
  }
  throw new Error(`the example ended with ${child.exitCode}:\n${printed()}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
