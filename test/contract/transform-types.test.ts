import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const TRANSFORMS = ['js-client', 'js-signature', 'js-split-client', 'js-xml-builder']
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc')
const OPTIONS = [
  ...['--noEmit', '--strict', '--skipLibCheck', '--esModuleInterop', '--experimentalDecorators'],
  ...['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable'],
  ...['--customConditions', '@plivo-to-vobiz/source', '--allowImportingTsExtensions', '--types', 'node'],
  ...['--typeRoots', join(ROOT, 'node_modules/@types')],
]

/** Folders of the cases by a name that is a file name too. */
const folders: ReadonlyMap<string, string> = new Map(
  TRANSFORMS.flatMap((transform) => {
    const fixtures = join(ROOT, 'codemods/transforms', transform, 'fixtures')
    return readdirSync(fixtures).map((name) => [`${transform}.${name}`, join(fixtures, name)] as const)
  }).filter(([, path]) => existsSync(join(path, 'expected.ts'))),
)
const cases = [...folders.keys()]
const read = (name: string, file: string): string => readFileSync(join(folders.get(name) ?? '', file), 'utf8')
let folder = ''
let errors: Readonly<Record<'input' | 'expected', readonly string[]>> = { input: [], expected: [] }

/** What TypeScript says of every fixture, without the place: a rewrite may move lines. */
function compile(kind: 'input' | 'expected'): readonly string[] {
  mkdirSync(join(folder, kind))
  for (const name of cases) writeFileSync(join(folder, kind, `${name}.ts`), read(name, `${kind}.ts`))
  const files = cases.map((name) => join(kind, `${name}.ts`))
  try {
    execFileSync(process.execPath, [COMPILER, ...OPTIONS, ...files], { cwd: folder, encoding: 'utf8' })
    return []
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
    if (/^error/m.test(output)) throw new Error(output)
    const lines = output.split('\n').filter((line) => line.startsWith(`${kind}/`))
    return lines.map((line) => line.replace(/\(\d+,\d+\)/, '').slice(kind.length + 1))
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-types-'))
  symlinkSync(join(ROOT, 'test/node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  errors = { input: compile('input'), expected: compile('expected') }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('rewritten TypeScript', () => {
  it('is checked against the real types of both packages', () => {
    expect(cases.length).toBeGreaterThan(20)
    expect(errors.expected.join('\n')).toContain(
      "js-signature.token-in-other-runtimes.ts: error TS2551: Property 'VOBIZ_AUTH_TOKEN'",
    )
    expect(errors.expected.filter((line) => /Cannot find module '(?:plivo|@plivo-to-vobiz)/.test(line))).toEqual([])
  })

  it.each(cases)('%s has no error it did not have before, but for a setting it was told to declare', (name) => {
    const of = (list: readonly string[]): readonly string[] => list.filter((line) => line.startsWith(`${name}.ts:`))
    const isTold = read(name, 'findings.json').includes('signature-token-declared')
    const added = of(errors.expected).filter((line) => !of(errors.input).includes(line))
    expect(added.filter((line) => !(isTold && line.includes("'VOBIZ_AUTH_TOKEN' does not exist")))).toEqual([])
  })
})
