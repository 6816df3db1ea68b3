import { createRequire } from 'node:module'
import { basename } from 'node:path'
import type { SgRoot } from '@ast-grep/napi'

const require = createRequire(import.meta.url)

/** Languages read by ast-grep, and the package that holds the parser of each. */
const PACKAGES = {
  csharp: '@ast-grep/lang-csharp',
  go: '@ast-grep/lang-go',
  java: '@ast-grep/lang-java',
  php: '@ast-grep/lang-php',
  python: '@ast-grep/lang-python',
  ruby: '@ast-grep/lang-ruby',
} as const

/** A language that ast-grep reads. */
export type GrammarName = keyof typeof PACKAGES

/** The parser of a language, or why there is none on this system. */
export type Loaded = { readonly parse: (text: string) => SgRoot } | { readonly reason: string }

let known: ReadonlyMap<GrammarName, Loaded> | undefined

/**
 * The parser of a language. The first call loads all of them, since ast-grep takes languages once in a process. One
 * that is not installed, or that the system cannot load, only takes its own language away.
 */
export function loadGrammar(name: GrammarName): Loaded {
  known ??= loadAll()
  return known.get(name) ?? { reason: 'unknown' }
}

type Registration = Parameters<typeof import('@ast-grep/napi')['registerDynamicLanguage']>[0]

function loadAll(): ReadonlyMap<GrammarName, Loaded> {
  const names = Object.keys(PACKAGES) as GrammarName[]
  try {
    const { parse, registerDynamicLanguage }: typeof import('@ast-grep/napi') = require('@ast-grep/napi')
    const found = names.map((name) => [name, find(PACKAGES[name])] as const)
    const usable = found.flatMap(([name, one]) => ('reason' in one ? [] : [[name, one.registration] as const]))
    registerDynamicLanguage(Object.fromEntries(usable))
    return new Map(found.map(([name, one]) => [name, 'reason' in one ? one : { parse: (text) => parse(name, text) }]))
  } catch (error) {
    const reason = describe(error)
    return new Map(names.map((name) => [name, { reason }]))
  }
}

function find(packageName: string): { readonly registration: Registration[string] } | { readonly reason: string } {
  try {
    const registration: Registration[string] = require(packageName)
    probe(registration.libraryPath)
    return { registration }
  } catch (error) {
    return { reason: describe(error) }
  }
}

/**
 * Asks the system to load a library. ast-grep ends the process on one that cannot be loaded, where Node throws; of one
 * that can, Node says that it is no module of its own.
 *
 * @throws Error with what the system's loader says.
 */
function probe(path: string): void {
  try {
    process.dlopen({ exports: {} }, path)
  } catch (error) {
    if (!/did not self-register/.test(describe(error))) throw error
  }
}

/** What went wrong in one line, without the paths of this machine. */
const describe = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n', 1)
    .join('')
    .replaceAll(/(?:[A-Za-z]:)?[/\\][^\s'":]*[/\\][^\s'":]*/g, (path) => basename(path))
