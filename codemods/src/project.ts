import type { SourceFile } from './source-file.ts'

/** The other files of the run, as far as a transform may look at them: only files that the run may rewrite too. */
export interface Project {
  /** A file that parses, by its path relative to the root. */
  read(path: string): SourceFile | undefined
  /** Path of the file of the run that a module specifier names; `undefined` for packages and anything else. */
  resolve(specifier: string, from: SourceFile): string | undefined
}
