import { spawnSync } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import type { TypeErrors } from './type-errors.ts'

/** Builds and vets every Go module of a copy. One whose dependencies cannot be had is not counted. */
export function findGoErrors(root: string, files: readonly string[]): TypeErrors {
  const modules = files.filter((file) => basename(file) === 'go.mod').map((file) => join(root, dirname(file)))
  const built = modules.filter((folder) => run(folder, ['mod', 'download']).status === 0)
  return { projects: built.length, errors: built.flatMap(vet) }
}

function vet(folder: string): readonly string[] {
  const { stderr } = run(folder, ['vet', './...'])
  return stderr
    .split('\n')
    .filter((line) => /\.go:\d+:\d+: /.test(line))
    .map((line) => line.replace(/:\d+:\d+: /, ': '))
}

const run = (cwd: string, args: readonly string[]): { readonly status: number | null; readonly stderr: string } =>
  spawnSync('go', args, { cwd, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod' }, maxBuffer: 1 << 28 })
