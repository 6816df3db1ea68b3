import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { createProject } from '../../codemods/src/create-project.ts'
import { getLanguageOf } from '../../codemods/src/languages.ts'
import type { Project, SourceFile } from '../../codemods/src/source-file.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'

const FOLDER = resolve(import.meta.dirname, '../../codemods/transforms')

/** One fixture folder: `input.*`, `expected.*` when it changes, `findings.json`, and perhaps `options.json`. */
export interface Case {
  readonly name: string
  readonly folder: string
  readonly input: string
  readonly expected: string
  /** With its dot. */
  readonly extension: string
  /** Where the file would be, when its name matters. */
  readonly path?: string
  readonly target: Target
  /** `<code> …` lines of the findings. */
  readonly findings: readonly string[]
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

/** The fixtures of a transform. */
export function readCases(transform: string): readonly Case[] {
  return readdirSync(join(FOLDER, transform, 'fixtures')).map((name) => readCase(transform, name))
}

function readCase(transform: string, name: string): Case {
  const folder = join(FOLDER, transform, 'fixtures', name)
  const files = readdirSync(folder)
  const find = (stem: string): string | undefined => files.find((file) => file.startsWith(`${stem}.`))
  const inputFile = find('input') ?? 'input.missing'
  const input = read(folder, inputFile)
  const expectedFile = find('expected')
  const options = existsSync(join(folder, 'options.json')) ? JSON.parse(read(folder, 'options.json')) : {}
  return {
    name,
    folder,
    input,
    expected: expectedFile === undefined ? input : read(folder, expectedFile),
    extension: extname(inputFile),
    target: options.target ?? 'both',
    ...(options.path && { path: options.path }),
    findings: JSON.parse(read(folder, 'findings.json')),
  }
}

/** The text of a fixture as a file of a run, with the files beside it where the case has some. */
export function toSource(
  { folder, extension, path: named }: Pick<Case, 'folder' | 'extension' | 'path'>,
  text: string,
): SourceFile {
  const path = named ?? (extension === '.json' ? 'package.json' : `src/input${extension}`)
  const project = openProject(folder)
  return { path, text, language: getLanguageOf(path).name, ...(project && { project }) }
}

/** The other files of a case, below its folder `files`; nothing is known of others where there is none. */
function openProject(folder: string): Project | undefined {
  const root = join(folder, 'files')
  if (!existsSync(root)) return undefined
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return createProject(root, files)
}
