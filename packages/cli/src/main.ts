import { CommanderError } from 'commander'
import { EXIT, type ExitCode } from './exit.ts'
import { createProcessIo, type Io } from './io.ts'
import { createProgram } from './program.ts'

/**
 * Runs one command line and returns its exit code; never throws, never exits.
 *
 * @example await main(['scan', 'src', '--format', 'json'])
 */
export async function main(args: readonly string[], io: Io = createProcessIo()): Promise<ExitCode> {
  let code: ExitCode = EXIT.done
  const program = createProgram(io, (result) => {
    code = result
  })
  try {
    if (args.length === 0) {
      io.stderr(program.helpInformation())
      return EXIT.failed
    }
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return report(error, io)
  }
}

function report(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed
  const message = error instanceof Error ? error.message : String(error)
  io.stderr(`error: ${message}\n`)
  if (io.env.PLIVO_TO_VOBIZ_DEBUG && error instanceof Error) io.stderr(`${error.stack}\n`)
  return EXIT.failed
}
