import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the checkout. */
export const ROOT: string = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** A published workspace member. */
export interface Member {
  readonly name: string
  /** Folder relative to the root. */
  readonly folder: string
  readonly manifest: {
    readonly dependencies?: Record<string, string>
    readonly devDependencies?: Record<string, string>
    readonly peerDependencies?: Record<string, string>
    readonly exports?: Record<string, unknown>
  }
}

/** The published packages. */
export function getMembers(): readonly Member[] {
  const folders = [...readdirSync(join(ROOT, 'packages')).map((name) => join('packages', name)), 'codemods']
  return folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'))
    return { name: manifest.name, folder, manifest }
  })
}

const SKIPPED = ['node_modules', 'dist', 'fixtures', 'templates', 'coverage']

/** TypeScript sources below a folder, relative to the root, fixtures and templates left out. */
export function listSources(folder: string, { tests = false }: { tests?: boolean } = {}): readonly string[] {
  const found: string[] = []
  const walk = (current: string): void => {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || SKIPPED.includes(entry.name)) continue
      const path = join(current, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (entry.name.endsWith('.ts') && (tests || !/\.(test|fixture)\.ts$/.test(entry.name)))
        found.push(relative(ROOT, path))
    }
  }
  walk(join(ROOT, folder))
  return found.sort()
}

/** Text of a file of the checkout. */
export function readSource(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Every module specifier a TypeScript source imports or re-exports, type-only ones included. */
export function findImports(source: string): readonly string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const pattern =
    /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\s*\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g
  return [...code.matchAll(pattern)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? [])
}
