import { posix } from 'node:path'
import type { SourceFile } from '../../source-file.ts'

/** Which settings say how long a line may be, the formatters' before the others'. */
const PLACES: readonly (readonly [file: string, section: RegExp, key: RegExp])[] = [
  ['pyproject.toml', /^\[tool\.black\]$/, /^line-length\s*=\s*(\d+)/],
  ['ruff.toml', /^$/, /^line-length\s*=\s*(\d+)/],
  ['.ruff.toml', /^$/, /^line-length\s*=\s*(\d+)/],
  ['pyproject.toml', /^\[tool\.ruff(?:\.format)?\]$/, /^line-length\s*=\s*(\d+)/],
  ['.flake8', /^\[flake8\]$/, /^max[-_]line[-_]length\s*=\s*(\d+)/],
  ['setup.cfg', /^\[(?:flake8|pycodestyle)\]$/, /^max[-_]line[-_]length\s*=\s*(\d+)/],
  ['tox.ini', /^\[(?:flake8|pycodestyle)\]$/, /^max[-_]line[-_]length\s*=\s*(\d+)/],
  ['.editorconfig', /^\[(?:\*|\*\.py|\*\.\{[^}]*\bpy\b[^}]*\})\]$/, /^max_line_length\s*=\s*(\d+)/],
]
/** Formatters that have a length of their own where none is written. */
const DEFAULTS: readonly (readonly [file: string, section: RegExp])[] = [
  ['pyproject.toml', /^\[tool\.black\]$/m],
  ['pyproject.toml', /^\[tool\.ruff(?:\.format)?\]$/m],
]
const DEFAULT = 88

/** How long a line may be. */
export interface LineLength {
  readonly limit: number
  /** Whether a formatter says so, which also joins what fits on one line. */
  readonly joins: boolean
}

/** How long a line of a Python file may be, by the settings nearest to it; `undefined` where nothing says so. */
export function findLineLength(file: SourceFile): LineLength | undefined {
  for (let folder = posix.dirname(file.path); ; folder = posix.dirname(folder)) {
    const read = (name: string): string | undefined => file.readText?.(posix.join(folder, name))
    for (const [name, section, key] of PLACES) {
      const found = readKey(read(name), section, key)
      if (found !== undefined) return { limit: found, joins: /black|ruff/.test(`${section.source}${name}`) }
    }
    if (DEFAULTS.some(([name, section]) => section.test(read(name) ?? ''))) return { limit: DEFAULT, joins: true }
    if (folder === '.' || folder === '/') return undefined
  }
}

function readKey(text: string | undefined, section: RegExp, key: RegExp): number | undefined {
  let current = ''
  for (const raw of text?.split(/\r?\n/) ?? []) {
    const line = raw.replace(/\s*[#;].*$/, '').trim()
    if (line.startsWith('[')) current = line
    const found = section.test(current) ? key.exec(line)?.[1] : undefined
    if (found !== undefined) return Number(found)
  }
  return undefined
}
