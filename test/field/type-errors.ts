import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

const OWN = resolve(import.meta.dirname, '../../node_modules')
const OPTIONS = ['--noEmit', '--pretty', 'false', '--skipLibCheck', '--incremental', 'false', '--composite', 'false']

/** What TypeScript says of a code base, without places: a rewrite may move lines. */
export interface TypeErrors {
  /** How many configurations were checked: those with something installed beside or above them. */
  readonly projects: number
  readonly errors: readonly string[]
}

/** Checks every `tsconfig.json` of a copy with the compiler that the code base has installed. */
export function findTypeErrors(root: string, files: readonly string[]): TypeErrors {
  const projects = files.filter((file) => basename(file) === 'tsconfig.json').map((file) => join(root, dirname(file)))
  const installed = projects.filter((folder) => findModules(folder, root) !== undefined)
  return {
    projects: installed.length,
    errors: installed.flatMap((folder) => compile(folder, root)),
  }
}

function findModules(folder: string, root: string): string | undefined {
  const modules = join(folder, 'node_modules')
  if (existsSync(modules)) return modules
  return folder === root || dirname(folder) === folder ? undefined : findModules(dirname(folder), root)
}

function compile(folder: string, root: string): readonly string[] {
  const modules = [findModules(folder, root), findModules(root, root), OWN]
  const compiler = modules.map((each) => join(each ?? OWN, 'typescript/bin/tsc')).find((each) => existsSync(each))
  const args = [compiler ?? '', ...OPTIONS, '-p', folder]
  const { stdout, status } = spawnSync(process.execPath, ['--max-old-space-size=4096', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const errors = stdout.split('\n').filter((line) => / error TS\d+: |^error TS/.test(line))
  if (status === null || (status !== 0 && errors.length === 0))
    throw new Error(`tsc in ${folder}: ${stdout.slice(-500)}`)
  return errors.map((line) => line.replace(/\(\d+,\d+\)/, ''))
}

/** The errors of a list that another list has not, each as often as it is added. */
export function findAdded(after: readonly string[], before: readonly string[]): readonly string[] {
  const left = [...before]
  return after.filter((error) => {
    const at = left.indexOf(error)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
