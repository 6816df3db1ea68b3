import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { createProject } from '../../codemods/src/create-project.ts'
import { getLanguageOf } from '../../codemods/src/languages.ts'
import { type FileResult, planFile } from '../../codemods/src/plan-file.ts'
import type { Project } from '../../codemods/src/source-file.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'

const FOLDER = resolve(import.meta.dirname, '../../codemods/transforms')

/** One fixture folder: `input.*`, `expected.*` when it changes, `findings.json`, and perhaps `options.json`. */
interface Case {
  readonly name: string
  readonly folder: string
  readonly input: string
  readonly expected: string
  readonly extension: string
  readonly target: Target
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

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
  }
}

/** Findings as fixtures list them: the code, the line, and the action where it is not a rewrite without a remark. */
function toLines(result: FileResult): readonly string[] {
  return result.findings
    .map(({ line, code, action }) => ({ line, text: `${line} ${action} ${code}` }))
    .sort((a, b) => a.line - b.line || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text)
}

/** The other files of a case, below its folder `files`; nothing is known of others where there is none. */
function openProject(folder: string): Project | undefined {
  const root = join(folder, 'files')
  if (!existsSync(root)) return undefined
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return createProject(root, files)
}

/** Parses with something that is not our parser. */
function parseElsewhere(text: string, extension: string): void {
  if (extension === '.py') {
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text })
    return
  }
  if (extension === '.env') return
  if (extension === '.json') {
    JSON.parse(text)
    return
  }
  const loader = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' } as const
  const known = Object.entries(loader).find(([name]) => name === extension)?.[1] ?? 'jsx'
  transformSync(text, { loader: known, tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } })
}

describe.each(TRANSFORMS.map((transform) => ({ transform, name: transform.name })))('$name', ({ transform, name }) => {
  const rewriteIn = (
    text: string,
    extension: string,
    { target, folder }: Pick<Case, 'target' | 'folder'>,
  ): FileResult => {
    const path = extension === '.json' ? 'package.json' : `src/input${extension}`
    const project = openProject(folder)
    return planFile({ path, text, language: getLanguageOf(path).name, ...(project && { project }) }, [transform], {
      target,
    })
  }
  const cases = readdirSync(join(FOLDER, name, 'fixtures')).map((one) => readCase(name, one))

  it('shows the cases every transform needs', () => {
    const names = cases.map((one) => one.name).join('\n')
    for (const word of ['plain', 'aliased', 'required', 're-exported', 'already-migrated', 'look-alike', 'real-life'])
      expect(names).toContain(word)
  })

  describe.each(cases)('$name', ({ folder, input, expected, extension, target }) => {
    const rewrite = (text: string, aim: Target): FileResult => rewriteIn(text, extension, { target: aim, folder })

    it('becomes what is expected, with the findings that are expected', () => {
      const result = rewrite(input, target)
      expect(result.newText).toBe(expected)
      expect(toLines(result)).toEqual(JSON.parse(read(folder, 'findings.json')))
    })

    it('is left alone by a second run, which has nothing more to rewrite', () => {
      const again = rewrite(expected, target)
      expect(again.newText).toBe(expected)
      expect(again.findings.filter(({ action }) => action === 'auto')).toEqual([])
    })

    it('comes to the same for Vobiz alone, at once or after the cut-over', () => {
      const both = rewrite(input, 'both').newText
      expect(rewrite(both, 'vobiz').newText).toBe(rewrite(input, 'vobiz').newText)
    })

    it('parses for another parser', () => {
      parseElsewhere(expected, extension)
      parseElsewhere(rewrite(input, 'vobiz').newText, extension)
    })

    it('keeps line endings, and findings move with the lines above them', () => {
      const windows = (text: string): string => text.replace(/\r?\n/g, '\r\n')
      expect(rewrite(windows(input), target).newText).toBe(windows(expected))
      if (input.startsWith('#!')) return
      const shift = (line: string): string => line.replace(/^\d+/, (number) => String(Number(number) + 2))
      expect(toLines(rewrite(`\n\n${input}`, target))).toEqual(toLines(rewrite(input, target)).map(shift))
    })
  })
})
