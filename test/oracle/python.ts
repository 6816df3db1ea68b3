import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'

const run = promisify(execFile)
const REQUIREMENTS = ['flask-ivr', 'django-ivr'].map((app) => join(ROOT, 'docs/examples', app, 'requirements.txt'))

/** Why the real interpreter cannot be used here; `undefined` when it can. */
function getPythonObstacle(): string | undefined {
  const probe = spawnSync('python3', ['-c', 'import ensurepip, venv'], { encoding: 'utf8' })
  if (probe.error) return `python3 cannot be started: ${probe.error.message}`
  return probe.status === 0 ? undefined : `python3 has no venv module: ${probe.stderr.trim()}`
}

/**
 * A group of tests that need the real interpreter. Where it is missing the group fails in CI, and is skipped with the
 * reason in its name elsewhere.
 */
export function describePython(name: string, body: () => void): void {
  const obstacle = getPythonObstacle()
  if (obstacle === undefined) describe(name, body)
  else if (process.env.CI === 'true')
    it(`${name}: needs python3`, () => {
      throw new Error(obstacle)
    })
  else describe.skip(`${name} (skipped: ${obstacle})`, body)
}

/**
 * The interpreter of a virtual environment that has the packages of the Python examples: the vendor's own package
 * among them. Made once per interpreter and list of packages, then kept below `node_modules/.cache`.
 */
export const getPythonWithPlivo = (): Promise<string> => getPythonWith(REQUIREMENTS)

/** The same for other lists of packages. */
export async function getPythonWith(requirements: readonly string[]): Promise<string> {
  const version = execFileSync('python3', ['--version'], { encoding: 'utf8' })
  const hash = createHash('sha256').update(version)
  for (const file of requirements) hash.update(readFileSync(file))
  const key = hash.digest('hex').slice(0, 16)
  const folder = join(ROOT, 'node_modules/.cache/plivo-to-vobiz', `python-${key}`)
  const python = join(folder, 'bin/python')
  if (existsSync(python)) return python
  const draft = `${folder}.${process.pid}`
  mkdirSync(join(folder, '..'), { recursive: true })
  await run('python3', ['-m', 'venv', draft])
  await run(join(draft, 'bin/python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...requirements.flatMap((file) => ['-r', file]),
  ])
  try {
    renameSync(draft, folder)
  } catch {
    // Another test process was first.
    rmSync(draft, { recursive: true, force: true })
  }
  return python
}

/** One call of a Python function: `module:function` or a function of the driver, with its arguments by position. */
export interface PythonCall {
  readonly call: string
  readonly args: readonly unknown[]
}

/** What a call gave: its result, or the exception it raised. */
export type PythonAnswer = { readonly result: unknown } | { readonly raised: string }

/** Makes many calls in one interpreter. `paths` are searched for modules first. */
export function callPython(
  python: string,
  paths: readonly string[],
  calls: readonly PythonCall[],
): readonly PythonAnswer[] {
  const driver = join(import.meta.dirname, 'python-driver.py')
  const output = execFileSync(python, ['-B', driver, ...paths], {
    input: JSON.stringify(calls),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return JSON.parse(output)
}

/** Folder of the helper files the Python rewrite hands out. */
export const TEMPLATES: string = join(ROOT, 'codemods/transforms/python-signature/templates')
