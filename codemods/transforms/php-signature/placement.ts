import { posix } from 'node:path'
import { parse } from 'jsonc-parser'
import { getRange, is, isWithin, type Node } from '../../src/grammar/tree.ts'
import { getNamespace } from '../../src/php/classes.ts'
import { getNamedChildren, getPhpTree } from '../../src/php/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { HELPER_MARK, readVerifier } from '../../src/signature-calls/helper-file.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, NewFile, Target } from '../../src/touchpoint.ts'
import { HELPER } from './uses.ts'

/** Where the helper file goes for one file. */
export interface PhpPlacement {
  /** Folder relative to the root; empty for the root itself. */
  readonly folder: string
  /** Namespace of the helper; empty for the global one. */
  readonly namespace: string
  /** Whether Composer finds it; otherwise the file that uses it requires it. */
  readonly isAutoloaded: boolean
}

/**
 * Where Composer loads the file's own namespace by PSR-4, the helper goes to the folder that the namespace begins at.
 * Any other file has the helper beside it.
 */
export function placeHelper(file: SourceFile): PhpPlacement {
  const folder = toFolder(posix.dirname(file.path))
  const namespace = getNamespace(file)
  for (const { prefix, root } of findMappings(file, folder)) {
    const rest = folder === root ? '' : folder.slice(root === '' ? 0 : root.length + 1)
    const isInside = root === '' || folder === root || folder.startsWith(`${root}/`)
    const expected = [prefix, ...rest.split('/')].filter((part) => part !== '').join('\\')
    if (isInside && namespace !== '' && expected === namespace)
      return { folder: root, namespace: prefix, isAutoloaded: true }
  }
  return { folder, namespace: '', isAutoloaded: false }
}

const toFolder = (path: string): string => (path === '.' ? '' : path.replace(/\/+$/, ''))

interface Mapping {
  readonly prefix: string
  readonly root: string
}

/** The PSR-4 mappings of the Composer manifests around a file, the most exact first. */
function findMappings(file: SourceFile, folder: string): readonly Mapping[] {
  for (let around = folder; ; around = toFolder(posix.dirname(around))) {
    const path = posix.join(around, 'composer.json')
    const manifest = file.project?.read(path)
    if (manifest !== undefined) return readMappings(manifest.text, around)
    // A manifest that is not of this run still says that Composer loads the namespaces.
    if (file.hasFile?.(path) === true) return guessMappings(file, folder)
    if (around === '') return []
  }
}

function readMappings(text: string, around: string): readonly Mapping[] {
  const manifest: unknown = parse(text)
  const sections = ['autoload', 'autoload-dev'].map((key) => getMember(getMember(manifest, key), 'psr-4'))
  return sections
    .flatMap((section) => (typeof section === 'object' && section !== null ? Object.entries(section) : []))
    .flatMap(([prefix, folders]) =>
      [folders].flat().flatMap((one: unknown): readonly Mapping[] => {
        if (typeof one !== 'string') return []
        return [{ prefix: prefix.replace(/\\$/, ''), root: toFolder(posix.join(around, one)) }]
      }),
    )
    .sort((a, b) => b.root.length - a.root.length)
}

const getMember = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined

/** `App\Http` in `app/Http` begins at `App` in `app`: folders and namespace end alike. */
function guessMappings(file: SourceFile, folder: string): readonly Mapping[] {
  const [names, folders] = [getNamespace(file).split('\\'), folder.split('/')]
  while (names.length > 1 && folders.length > 1 && names.at(-1) === folders.at(-1)) {
    names.pop()
    folders.pop()
  }
  return folders.length === 0 || names.length === 0 ? [] : [{ prefix: names.join('\\'), root: folders.join('/') }]
}

/** The helper file for a file of the code base. */
export function createHelperFile(file: SourceFile, target: Target): NewFile {
  const { folder, namespace } = placeHelper(file)
  const name = `${HELPER}.php`
  const text = readVerifier('php', name, target)
  return {
    path: posix.join(folder, name),
    text: namespace === '' ? text : text.replace('<?php\n', `<?php\n\nnamespace ${namespace};\n`),
    marker: HELPER_MARK,
  }
}

/** How code of a file names the helper without importing it. */
export function getFullName(file: SourceFile): string {
  const { namespace, isAutoloaded } = placeHelper(file)
  const own = getNamespace(file)
  if (isAutoloaded) return own === namespace ? HELPER : `\\${namespace}\\${HELPER}`
  return own === '' ? HELPER : `\\${HELPER}`
}

/** The statements that files begin with: where the helper is brought in. */
const HEAD = ['php_tag', 'declare_statement', 'namespace_definition', 'namespace_use_declaration']

const isLoad = (node: Node): boolean =>
  is(node, 'expression_statement') && /^(?:require|include)(?:_once)?\b/.test(node.text())

/** The last statement of the head of a file, before code. */
function findHost(file: SourceFile, except: readonly Node[] = []): Node | undefined {
  const statements = getNamedChildren(getPhpTree(file).root)
  const end = statements.findIndex((node) => !is(node, ...HEAD) && !isLoad(node))
  const head = end < 0 ? statements : statements.slice(0, end)
  return head.findLast((node) => !except.some((one) => isWithin(getRange(node), getRange(one))))
}

/** The statement that loads the helper beside the file; nothing where Composer or the file does that already. */
export function getRequire(file: SourceFile): string | undefined {
  if (placeHelper(file).isAutoloaded || file.text.includes(`/${HELPER}.php'`)) return undefined
  return `require_once __DIR__ . '/${HELPER}.php';`
}

/** Statements on lines of their own at the end of the head of a file, statements that go away left out of account. */
export function addToHead(
  file: SourceFile,
  statements: readonly string[],
  except: readonly Node[] = [],
): readonly Edit[] {
  const host = findHost(file, except)
  if (host === undefined || statements.length === 0) return []
  const newline = getLineEnding(file.text)
  const { start, end } = getRange(host)
  const line = /[^\r\n]*/.exec(file.text.slice(end))?.[0] ?? ''
  const at = /^[ \t]*(?:\/\/.*|#.*)?$/.test(line) ? end + line.length : end
  const indent = is(host, 'php_tag') ? newline : (/[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? '')
  return [{ start: at, end: at, text: statements.map((one) => `${newline}${indent}${one}`).join('') }]
}
