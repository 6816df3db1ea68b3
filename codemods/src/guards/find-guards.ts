import { posix } from 'node:path'
import { CODE_LANGUAGES } from '../grammar/code.ts'
import { getLanguageOf } from '../languages.ts'
import type { SourceFile } from '../source-file.ts'
import { findCodeFacts } from './code-facts.ts'
import type { FileFacts, Guard, SourceSet } from './guard.ts'
import { findJavaScriptFacts } from './javascript-facts.ts'
import { findPythonFacts } from './python-facts.ts'

/** A file may hold a check: it names a provider or one of our packages beside signatures. */
const MAY_CHECK = /signature|verify_request|@plivo-to-vobiz\/shim/i
const NAMES_PROVIDER = /plivo|vobiz/i
const DISTINCT = /verif|valid|sign|plivo|vobiz|webhook|guard|auth/i

/** Guards of one state of a code base, and everything that could be one. */
export interface Guards {
  readonly guards: readonly Guard[]
  /** Whether a function or route of that name is there, guarded or not. */
  has(file: string, name: string): boolean
  hasFile(file: string): boolean
}

/**
 * Finds every function and route that checks a signature, itself or through functions of its own files: calls of the
 * SDK's helpers, of ours, checks written by hand, and the shim. JavaScript, TypeScript, Python, and the languages
 * whose grammar has facts.
 */
export function findGuards(sources: SourceSet): Guards {
  const facts = new Map<string, FileFacts>()
  const texts = new Map<string, string>()
  for (const file of sources.files) {
    const text = sources.read(file)
    if (text === undefined) continue
    texts.set(file, text)
    if (MAY_CHECK.test(text) && NAMES_PROVIDER.test(text)) addFacts(facts, file, text)
  }
  const known = new Set<string>()
  for (const [file, own] of facts) addChecks(file, own)
  const index = createIndex(texts.keys())
  for (let size = -1; size !== known.size + facts.size; ) {
    size = known.size + facts.size
    const words = getWords(known, [...facts.keys()].filter(exportsKnown))
    for (const [file, text] of texts) if (!facts.has(file) && words?.test(text)) addFacts(facts, file, text)
    for (const [file, own] of facts)
      for (const [owner, names] of own.mentions)
        if (owner !== '(module)' && !known.has(toKey(file, owner)) && [...names].some((name) => resolves(name, file)))
          known.add(toKey(file, owner))
  }
  const guards = [...facts].flatMap(([file, { owners }]) =>
    [...owners].filter(([name]) => known.has(toKey(file, name))).map(([name, place]) => ({ file, name, ...place })),
  )
  return {
    guards: guards.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
    has(file, name) {
      const text = texts.get(file)
      if (text !== undefined && !facts.has(file)) addFacts(facts, file, text)
      return facts.get(file)?.owners.has(name) === true
    },
    hasFile: (file) => texts.has(file),
  }

  /** A class one of whose methods checks stands for that method where it is named, as in `@UseGuards(PlivoGuard)`. */
  function addChecks(file: string, { checks, owners }: FileFacts): void {
    for (const name of checks) {
      known.add(toKey(file, name))
      const [whole = ''] = name.split('.')
      if (whole !== name && owners.has(whole)) known.add(toKey(file, whole))
    }
  }

  function exportsKnown(file: string): boolean {
    const own = facts.get(file)
    return (
      own !== undefined &&
      ([...own.exports.keys()].some((name) => isExported(file, name, 0)) || own.reExports.length > 0)
    )
  }

  /** Whether a name in a file stands for a function that is known to check. */
  function resolves(name: string, file: string): boolean {
    const own = facts.get(file)
    if (own === undefined) return false
    if (own.isShared === true) return isSharedName(name, file)
    if (own.owners.has(name) || name.startsWith('(')) return known.has(toKey(file, name))
    const [first = '', member] = name.split('.')
    const from = own.imports.get(first)
    if (from === undefined) return member !== undefined && isDistinct(member)
    const target = index.resolve(from.from, file)
    if (target === undefined) return false
    if (member !== undefined && /^(?:default|\*)$/.test(from.name)) return isExported(target, member, 0)
    return isExported(target, from.name, 0)
  }

  /**
   * Whether a function of that name is known to check: in the same folder or file, or elsewhere under a name that says
   * what it does. A class stands for the method of it that checks.
   */
  function isSharedName(name: string, file: string): boolean {
    return [...known].some((key) => {
      const [from = '', owner = ''] = key.split('\n')
      if (posix.extname(from) !== posix.extname(file) || !owner.split('.').includes(name)) return false
      return posix.dirname(from) === posix.dirname(file) || DISTINCT.test(name)
    })
  }

  function isExported(file: string, name: string, depth: number): boolean {
    const text = texts.get(file)
    if (text !== undefined && !facts.has(file)) addFacts(facts, file, text)
    const own = facts.get(file)
    if (own === undefined || depth > 5) return false
    const local = own.exports.get(name)
    if (local !== undefined && (known.has(toKey(file, local)) || known.has(toKey(file, name)))) return true
    const from = local === undefined ? undefined : own.imports.get(local)
    const target = from === undefined ? undefined : index.resolve(from.from, file)
    if (from !== undefined && target !== undefined) return isExported(target, from.name, depth + 1)
    return own.reExports.some((one) => {
      const next = index.resolve(one, file)
      return next !== undefined && isExported(next, name, depth + 1)
    })
  }

  /** A method of an object that cannot be followed, such as an injected service, by a name that says what it does. */
  function isDistinct(member: string): boolean {
    return DISTINCT.test(member) && [...known].some((key) => key.endsWith(`.${member}`))
  }
}

const toKey = (file: string, name: string): string => `${file}\n${name}`

/** What a file that uses a known function has to contain: its name, or that of a file that gives it. */
function getWords(known: ReadonlySet<string>, files: readonly string[]): RegExp | undefined {
  const names = [...known].flatMap((key) => key.split('\n')[1]?.split('.') ?? [])
  const modules = files.map((file) => {
    const stem = posix.basename(file).replace(/\.\w+$/, '')
    return /^(?:index|__init__)$/.test(stem) ? posix.basename(posix.dirname(file)) : stem
  })
  const words = new Set([...names, ...modules].filter((word) => /^[\w-]+$/.test(word) && word !== 'default'))
  return words.size === 0 ? undefined : new RegExp(`\\b(?:${[...words].join('|')})\\b`)
}

function addFacts(facts: Map<string, FileFacts>, path: string, text: string): void {
  const { name, language } = getLanguageOf(path)
  if (name === 'python') {
    facts.set(path, findPythonFacts(text))
    return
  }
  const isJavaScript = name === 'javascript' || name === 'typescript'
  if (!isJavaScript && !CODE_LANGUAGES.includes(name)) return
  const file: SourceFile = { path, text, language: name }
  if (language?.findSyntaxProblem(file) !== undefined) return
  facts.set(path, isJavaScript ? findJavaScriptFacts(file) : findCodeFacts(file))
}

const SUFFIXES = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.cjs',
  '.jsx',
  '.mts',
  '.cts',
  '/index.ts',
  '/index.js',
  '.py',
  '/__init__.py',
]

/** Finds files by the modules that name them: relative ones, and others by the end of their path, as aliases do. */
function createIndex(files: Iterable<string>): { resolve(specifier: string, from: string): string | undefined } {
  const all = new Set(files)
  const find = (path: string): string | undefined => SUFFIXES.map((suffix) => path + suffix).find((one) => all.has(one))
  return {
    resolve(specifier, from) {
      const folder = posix.dirname(from)
      if (from.endsWith('.py')) return resolvePython(specifier, folder, find)
      if (specifier.startsWith('.'))
        return find(posix.join(folder, specifier)) ?? find(posix.join(folder, specifier.replace(/\.[cm]?jsx?$/, '')))
      const tail = specifier.replace(/^[@~#]?[\w-]*\//, '')
      if (tail === specifier && !/^[~#@]/.test(specifier)) return undefined
      return [...all].find((file) =>
        SUFFIXES.some((suffix) => suffix !== '' && (file === tail + suffix || file.endsWith(`/${tail}${suffix}`))),
      )
    },
  }
}

function resolvePython(module: string, folder: string, find: (path: string) => string | undefined): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0
  const path = module.slice(dots).replaceAll('.', '/')
  if (dots > 0) return find(posix.join(folder, ...Array<string>(dots - 1).fill('..'), path))
  for (let current = folder; ; current = posix.dirname(current)) {
    const found = find(posix.join(current, path))
    if (found !== undefined || current === '.' || current === '/') return found
  }
}
