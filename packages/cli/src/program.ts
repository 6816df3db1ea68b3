import { Command } from 'commander'
import { COMMANDS } from './commands.ts'
import type { ExitCode } from './exit.ts'
import type { Io } from './io.ts'
import { VERSION } from './version.ts'

/** The command line with every subcommand; `finish` is told what the one that ran ends with. */
export function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('plivo-to-vobiz')
    .description('Take a live voice application from Plivo to Vobiz without dropping a call.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done and nothing left to do, 1 findings or manual tasks remain, 2 wrong usage or failure.\n' +
        'Start with: plivo-to-vobiz scan .',
    )
  for (const register of COMMANDS) register(program, io, finish)
  return program
}
