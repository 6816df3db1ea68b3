import type { Command } from 'commander'
import type { ExitCode } from './exit.ts'
import type { Io } from './io.ts'

/**
 * Adds one subcommand to the program. What it needs to do its work is imported inside its action,
 * so that `--help` stays fast.
 */
export type Register = (program: Command, io: Io, finish: (code: ExitCode) => void) => void
