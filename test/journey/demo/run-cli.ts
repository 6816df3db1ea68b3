import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './workspace.ts'

const CLI = join(ROOT, 'packages/cli/bin/plivo-to-vobiz.mjs')

/** What a command printed and how it ended. */
export interface CliResult {
  /** 0 nothing left to do, 1 something is left. */
  readonly code: number
  readonly stdout: string
}

/** Runs the built command as a user would; exit code 2, wrong usage or a failure, is an error. */
export function runCli(cwd: string, args: readonly string[], { colour = false } = {}): Promise<CliResult> {
  const env = { PATH: process.env.PATH, ...(colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }
  return new Promise((done, fail) => {
    execFile(process.execPath, [CLI, ...args], { cwd, env, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 2
      if (code > 1) fail(new Error(`plivo-to-vobiz ${args.join(' ')} failed: ${stderr.trim() || error?.message}`))
      else done({ code, stdout })
    })
  })
}
