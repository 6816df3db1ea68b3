import { posix } from 'node:path'
import { getField, getRange, is, type Node } from '../../src/grammar/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { getArguments, getMethodName, getNamedChildren, getRubyTree, getStringValue } from '../../src/ruby/tree.ts'
import { HELPER_MARK, readVerifier } from '../../src/signature-calls/helper-file.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, NewFile, Target } from '../../src/touchpoint.ts'

/** The module that rewritten code calls. */
export const HELPER = 'VobizSignatures'
const FEATURE = 'vobiz_signatures'

/** Where the helper file goes for one file, and how that file requires it. */
export interface RubyPlacement {
  /** Folder relative to the root; empty for the root itself. */
  readonly folder: string
  readonly method: 'require' | 'require_relative'
  readonly feature: string
}

/**
 * In a Rails application or engine the helper goes into `lib`, which Ruby searches there. Elsewhere it goes into the
 * `lib` folder that the file is in or takes its own code from, and beside the file when there is none.
 */
export function placeHelper(file: SourceFile): RubyPlacement {
  const folder = toFolder(posix.dirname(file.path))
  const rails = findRailsRoot(file, folder)
  if (rails !== undefined) return { folder: posix.join(rails, 'lib'), method: 'require', feature: FEATURE }
  const lib = findLib(folder, getRequires(file)) ?? folder
  const path = posix.relative(folder, posix.join(lib, FEATURE))
  return { folder: lib, method: 'require_relative', feature: path }
}

const toFolder = (path: string): string => (path === '.' ? '' : path)

const RAILS = ['config/application.rb', 'config/environment.rb']
const PARTS = /^(.*?)(?:^|\/)app\/(?:\w+)(?:\/|$)/

function findRailsRoot(file: SourceFile, folder: string): string | undefined {
  for (let around = folder; ; around = toFolder(posix.dirname(around))) {
    if (RAILS.some((name) => file.hasFile?.(posix.join(around, name)) === true)) return around
    if (around === '') break
  }
  // An engine has the folders of an application and a gemspec instead of its settings.
  return /\b(?:controllers|models|jobs|services|middleware|helpers|lib)\b/.test(folder)
    ? PARTS.exec(folder)?.[1]
    : undefined
}

/** The `lib` folder around a file, or the one that it loads files from by their place. */
function findLib(folder: string, requires: readonly Require[]): string | undefined {
  const around = /^(?:.*\/)?lib(?=\/|$)/.exec(folder)?.[0]
  if (around !== undefined) return around
  for (const { method, path } of requires) {
    const target = method === 'require_relative' ? posix.join(folder, path) : ''
    const lib = /^(?:.*\/)?lib(?=\/)/.exec(target)?.[0]
    if (lib !== undefined && !lib.startsWith('..')) return lib
  }
  return undefined
}

interface Require {
  readonly node: Node
  readonly method: string
  readonly path: string
}

const getRequires = (file: SourceFile): readonly Require[] =>
  getRubyTree(file)
    .getNodes('call')
    .flatMap((node) => {
      const method = getMethodName(node) ?? ''
      const path = getStringValue(getArguments(node)[0])
      const isRequire = getField(node, 'receiver') === undefined && /^require(?:_relative)?$/.test(method)
      return isRequire && path !== undefined ? [{ node, method, path }] : []
    })

/** The helper file for a file of the code base. */
export function createHelperFile(file: SourceFile, target: Target): NewFile {
  const { folder } = placeHelper(file)
  const name = `${FEATURE}.rb`
  return { path: posix.join(folder, name), text: readVerifier('ruby', name, target), marker: HELPER_MARK }
}

/** Requires the helper after the other requires of the file, or at its top; nothing where it is required already. */
export function getRequireEdits(file: SourceFile): readonly Edit[] {
  const requires = getRequires(file)
  if (requires.some(({ path }) => posix.basename(path) === FEATURE)) return []
  const { method, feature } = placeHelper(file)
  const newline = getLineEnding(file.text)
  const top = requires.filter(({ node }) => is(node.parent(), 'program'))
  const last = top.at(-1)
  const quote = last?.node.text().includes('"') === true ? '"' : "'"
  const statement = `${method} ${quote}${feature}${quote}`
  if (last !== undefined) {
    const { end } = getRange(last.node)
    const rest = /[^\r\n]*/.exec(file.text.slice(end))?.[0] ?? ''
    const at = /^[ \t]*(?:#.*)?$/.test(rest) ? end + rest.length : end
    return [
      {
        start: at,
        end: at,
        text: `${at === end && rest !== '' ? ';' : newline}${at === end && rest !== '' ? ' ' : ''}${statement}`,
      },
    ]
  }
  const first = getNamedChildren(getRubyTree(file).root)[0]
  const start = first === undefined ? 0 : getTop(file, getRange(first).start)
  return [{ start, end: start, text: `${statement}${newline}${newline}` }]
}

/** Comments that stand right above the first statement describe it: they stay with it. */
function getTop({ text }: SourceFile, first: number): number {
  const above = text.slice(0, first)
  const comments = /(?:^[ \t]*#[^\r\n]*\r?\n)+$/m.exec(above)?.[0] ?? ''
  const isMagic = /^#(?:!|.*(?:coding|frozen_string_literal|warn_indent|typed)\s*:)/m.test(comments)
  return isMagic ? first : first - comments.length
}
