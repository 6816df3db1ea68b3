import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from './commands.ts'
import { createTestIo } from './io.fixture.ts'

const ROOT = join(import.meta.dirname, '../../..')
const SKIPPED = /(?:^|\/)(?:node_modules|dist|fixtures|coverage|\.[^/]+)(?:\/|$)/

const pages = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md') && !SKIPPED.test(path) && !path.endsWith('CHANGELOG.md'))

/** A command line as a page shows it, without its comment, its placeholders filled. */
interface Shown {
  readonly page: string
  readonly line: string
}

const COMMAND = /(?:npx |\$ |^|`)(plivo-to-vobiz (?:[a-z]+)(?: (?:\\\n|[^`\n#|>&)])*)?)/gm

const shown: readonly Shown[] = pages.flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/\\\n\s*/g, ' ')
  const code = [
    ...text.matchAll(/```(?:sh|console|bash)\n([\s\S]*?)```|((?:^ {4}.*\n)+)|(`npx plivo-to-vobiz[^`\n]+`)/gm),
  ]
  return code.flatMap(([, fenced, indented, inline]) =>
    [...(fenced ?? indented?.replace(/^ {4}/gm, '') ?? inline ?? '').matchAll(COMMAND)].map(([, line = '']) => ({
      page,
      line: line.trim(),
    })),
  )
})

/** Splits as a shell does, for the quotes that pages use. */
const toArgs = (line: string): string[] =>
  Array.from(
    line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g),
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  )

/** Reads a command line as the command does, and does nothing. */
function read(line: string): void {
  const program = new Command('plivo-to-vobiz')
  for (const register of COMMANDS) register(program, createTestIo(), () => {})
  const settle = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
    if (command.commands.length === 0) command.action(() => {})
    for (const child of command.commands) settle(child)
  }
  settle(program)
  program.parse(toArgs(line).slice(1), { from: 'user' })
}

describe('command lines on pages', () => {
  it('are found', () => expect(shown.length).toBeGreaterThan(30))

  it.each(shown)('$page: $line', ({ line }) => {
    try {
      read(line)
    } catch (error) {
      if (error instanceof CommanderError && error.exitCode === 0) return
      throw new Error(`${line}: ${error instanceof Error ? error.message : error}`)
    }
  })

  it('show every command at least once', () => {
    const program = new Command()
    for (const register of COMMANDS) register(program, createTestIo(), () => {})
    const unseen = program.commands
      .map((command) => command.name())
      .filter((name) => !shown.some(({ line }) => line.startsWith(`plivo-to-vobiz ${name}`)))
    expect(unseen).toEqual([])
  })
})

describe('links between files', () => {
  const links = pages.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
    return Array.from(text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g), ([, target = '']) => ({ page, target }))
  })
  const local = links.filter(({ target }) => !/^[a-z]+:/i.test(target))

  it('are found', () => expect(local.length).toBeGreaterThan(50))

  it('lead to files that are there', () => {
    const dead = local.filter(({ page, target }) => !existsSync(join(ROOT, page, '..', target)))
    expect(dead).toEqual([])
  })
})
