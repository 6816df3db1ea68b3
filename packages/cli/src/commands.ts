import type { Register } from './command.ts'

/** Every subcommand, in the order of `--help`. */
export const COMMANDS: readonly Register[] = []
