/** What the command offers, read from the command line it parses; for the documentation. */
import type { Command } from 'commander'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'

/** One flag of a command, or one thing named after it. */
export interface Offered {
  /** As it is written: `--format <format>`, `[paths...]`. */
  readonly name: string
  readonly text: string
  readonly choices: readonly string[]
  readonly default: string | undefined
  readonly isRequired: boolean
}

/** One subcommand; those of a group are named `account export`. */
export interface DescribedCommand {
  readonly name: string
  readonly text: string
  readonly args: readonly Offered[]
  readonly options: readonly Offered[]
}

const NOWHERE: Io = {
  stdout: () => {},
  stderr: () => {},
  stdin: async () => new Uint8Array(),
  env: {},
  cwd: '.',
  colour: false,
  interactive: false,
  canAsk: false,
}

/** Every subcommand in the order of `--help`. */
export const describeCommands = (): readonly DescribedCommand[] =>
  createProgram(NOWHERE, () => {}).commands.flatMap((command) => describe(command, ''))

function describe(command: Command, group: string): readonly DescribedCommand[] {
  const name = `${group}${command.name()}`
  if (command.commands.length > 0) return command.commands.flatMap((child) => describe(child, `${name} `))
  const args = command.registeredArguments.map((argument) => ({
    name: argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`,
    text: argument.description,
    choices: argument.argChoices ?? [],
    default: toText(argument.defaultValue),
    isRequired: argument.required,
  }))
  const options = command.options.map((option) => ({
    name: option.flags,
    text: option.description,
    choices: option.argChoices ?? [],
    default: toText(option.defaultValue),
    isRequired: option.mandatory,
  }))
  return [{ name, text: command.description(), args, options }]
}

function toText(value: unknown): string | undefined {
  if (value === undefined || value === false) return undefined
  return Array.isArray(value) ? value.join(' ') : String(value)
}
