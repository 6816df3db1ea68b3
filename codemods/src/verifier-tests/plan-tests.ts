import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join, posix, relative, sep } from 'node:path'
import { isInside } from '../files.ts'
import type { Scope } from '../manifests.ts'
import { decode } from '../read-file.ts'
import { toFinding } from '../to-finding.ts'
import type { Finding, NewFile, Note } from '../touchpoint.ts'
import { VERIFIER_MARKER } from '../verifier-marker.ts'
import { createVerifierTest, type VerifierTest } from './create-test.ts'
import { getFolder } from './find-up.ts'
import { TEST_LANGUAGES } from './languages.ts'
import type { CodeBase } from './test-language.ts'

/** Unit tests to write, and what has to be known of them. */
export interface TestPlan {
  readonly files: readonly NewFile[]
  readonly findings: readonly Finding[]
}

/** The files to look at, and what the user named. */
interface TestScope extends Scope {
  /** Absolute paths of files and folders. */
  readonly paths: readonly string[]
}

/**
 * Plans the unit tests of verifier files: of those that this run writes, and of those that are in the code base already.
 * Without `withTests` only a test that an earlier run wrote is kept in step with its verifier. A test that belongs outside
 * the named paths is reported and not planned.
 */
export function planVerifierTests(
  written: readonly NewFile[],
  { root, paths, listed }: TestScope,
  { withTests }: { readonly withTests: boolean },
): TestPlan {
  const code = createCodeBase(root)
  const known = listed.flatMap((path) => readVerifier(path, root))
  const verifiers = new Map([...known, ...written].map((file) => [file.path, file]))
  const tests = [...verifiers.values()].flatMap((file) => createVerifierTest(file, code) ?? [])
  const wanted = tests.filter(({ file }) => withTests || code.read(file.path)?.includes(file.marker) === true)
  const folders = paths
    .map((path) => (statSync(path).isDirectory() ? path : join(path, '..')))
    .map((path) => realpathSync(path))
  const isNamed = ({ file, verifier }: VerifierTest): boolean =>
    getFolder(file.path) === getFolder(verifier) || folders.some((folder) => isInside(join(root, file.path), folder))
  const named = wanted.filter(isNamed)
  const outside = wanted.filter((test) => !isNamed(test) && code.read(test.file.path) !== test.file.text)
  return {
    files: named.map(({ file }) => file),
    findings: [
      ...named.flatMap(({ file: { path }, missing }) =>
        missing === undefined ? [] : atTop(path, { code: 'verifier-test-framework', args: { framework: missing } }),
      ),
      ...outside.map(({ file: { path }, verifier }) =>
        atTop(verifier, { code: 'verifier-test-outside', args: { path, folder: getCommonFolder(path, verifier) } }),
      ),
    ],
  }
}

const atTop = (path: string, note: Note): Finding =>
  toFinding(note, { file: { path, language: 'text' }, at: () => ({ line: 1, column: 1 }) })

/** The nearest folder that holds both, `.` for the root. */
function getCommonFolder(path: string, other: string): string {
  let folder = posix.dirname(path)
  while (folder !== '.' && !other.startsWith(`${folder}/`)) folder = posix.dirname(folder)
  return folder
}

const NAMES = new Set(TEST_LANGUAGES.map(({ verifier }) => verifier))

function readVerifier(path: string, root: string): readonly NewFile[] {
  if (!NAMES.has(basename(path))) return []
  const decoded = decode(readFileSync(path))
  if ('skipped' in decoded || !decoded.text.includes(VERIFIER_MARKER)) return []
  return [{ path: relative(root, path).split(sep).join('/'), text: decoded.text, marker: VERIFIER_MARKER }]
}

const createCodeBase = (root: string): CodeBase => ({
  has: (path) => existsSync(join(root, path)),
  read(path) {
    try {
      return readFileSync(join(root, path), 'utf8')
    } catch {
      return undefined
    }
  },
  list(folder) {
    try {
      return readdirSync(join(root, folder))
    } catch {
      return []
    }
  },
})
