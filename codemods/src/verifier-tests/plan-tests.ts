import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import type { Scope } from '../manifests.ts'
import { decode } from '../read-file.ts'
import { toFinding } from '../to-finding.ts'
import type { Finding, NewFile } from '../touchpoint.ts'
import { VERIFIER_MARKER } from '../verifier-marker.ts'
import { createVerifierTest } from './create-test.ts'
import { TEST_LANGUAGES } from './languages.ts'
import type { CodeBase } from './test-language.ts'

/** Unit tests to write, and what has to be known of them. */
export interface TestPlan {
  readonly files: readonly NewFile[]
  readonly findings: readonly Finding[]
}

/**
 * Plans the unit tests of verifier files: of those that this run writes, and of those that are in the code base already.
 * Without `withTests` only a test that an earlier run wrote is kept in step with its verifier.
 */
export function planVerifierTests(
  written: readonly NewFile[],
  { root, listed }: Scope,
  { withTests }: { readonly withTests: boolean },
): TestPlan {
  const code = createCodeBase(root)
  const known = listed.flatMap((path) => readVerifier(path, root))
  const verifiers = new Map([...known, ...written].map((file) => [file.path, file]))
  const tests = [...verifiers.values()].flatMap((file) => createVerifierTest(file, code) ?? [])
  const wanted = tests.filter(({ file }) => withTests || code.read(file.path)?.includes(file.marker) === true)
  return {
    files: wanted.map(({ file }) => file),
    findings: wanted.flatMap(({ file: { path }, missing }) =>
      missing === undefined
        ? []
        : toFinding(
            { code: 'verifier-test-framework', args: { framework: missing } },
            { file: { path, language: 'text' }, at: () => ({ line: 1, column: 1 }) },
          ),
    ),
  }
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
