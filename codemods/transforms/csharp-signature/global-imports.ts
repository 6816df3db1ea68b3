import { posix } from 'node:path'
import { getImports } from '../../src/classes/edits.ts'
import type { Import } from '../../src/grammar/facts.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findProject } from './placement.ts'

/** What marks such a line, to be told without parsing. */
const WORDS: ReadonlySet<string> = new Set(['global using'])

/** `global using Plivo.Utilities;` in the files at the top of the project: they count for all of its files. */
export const findGlobalImports: (file: SourceFile) => readonly Import[] = oncePerFile((file) => {
  const { project, listFolder } = file
  if (project === undefined || listFolder === undefined) return []
  const { folder } = findProject(file)
  return listFolder(folder)
    .filter((name) => name.endsWith('.cs'))
    .map((name) => posix.join(folder, name))
    .filter((path) => path !== file.path && project.holds(path, WORDS))
    .flatMap((path) => project.read(path) ?? [])
    .flatMap(getImports)
    .filter(({ node }) => /^global\s/.test(node.text()))
})
