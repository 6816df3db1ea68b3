import { posix } from 'node:path'
import { GO } from '../../src/grammar/go.ts'
import { HELPER_MARK, readVerifier } from '../../src/signature-calls/helper-file.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { getGoTree } from './tree.ts'

/** Name of the package that rewritten code calls, and of its folder. */
export const HELPER = 'vobizsignatures'

/** The module a file belongs to. */
export interface GoModule {
  /** Folder relative to the root; empty for the root itself. */
  readonly folder: string
  /** What the import paths of its packages start with. */
  readonly path: string
}

/** The module around a file, by the nearest `go.mod` of the run. */
export function findModule(file: SourceFile): GoModule | undefined {
  for (let folder = toFolder(posix.dirname(file.path)); ; folder = toFolder(posix.dirname(folder))) {
    const manifest = file.project?.read(posix.join(folder, 'go.mod'))
    const path = manifest && /^[ \t]*module[ \t]+"?([^\s"]+)/m.exec(manifest.text)?.[1]
    if (path !== undefined) return { folder, path }
    if (folder === '') return undefined
  }
}

const toFolder = (path: string): string => (path === '.' ? '' : path)

/** Import path of our package for a file. */
export function getImportPath(file: SourceFile): string {
  const module = findModule(file)
  return module === undefined ? HELPER : `${module.path}/${HELPER}`
}

/** Name of our package in a file: the one of its import where there is one. */
export function getAlias(file: SourceFile): string {
  const own = GO.getImports(getGoTree(file)).find(({ path }) => path.split('/').at(-1) === HELPER)
  return own?.local ?? HELPER
}

/** The helper file: one package for the whole module. */
export function createHelperFile(file: SourceFile, target: Target): NewFile {
  const name = `${HELPER}.go`
  return {
    path: posix.join(findModule(file)?.folder ?? '', HELPER, name),
    text: readVerifier('go', name, target),
    marker: HELPER_MARK,
  }
}
