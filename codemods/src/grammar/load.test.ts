import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const require = createRequire(import.meta.url)

/** Asks a fresh process, where packages are as a test has put them, what it says of each language. */
function askFresh(prepare: (modules: string) => void): Record<string, string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'parsers-')))
  folders.push(root)
  const modules = join(root, 'node_modules/@ast-grep')
  mkdirSync(modules, { recursive: true })
  symlinkSync(dirname(require.resolve('@ast-grep/napi/package.json')), join(modules, 'napi'))
  prepare(modules)
  cpSync(join(import.meta.dirname, 'load.ts'), join(root, 'load.ts'))
  writeFileSync(
    join(root, 'ask.ts'),
    `import { loadGrammar } from './load.ts'
const names = ['go', 'ruby', 'java'] as const
console.log(JSON.stringify(Object.fromEntries(names.map((name) => {
  const found = loadGrammar(name)
  return [name, 'reason' in found ? found.reason : String(found.parse('').root().kind())]
}))))`,
  )
  const tsx = require.resolve('tsx')
  // A package manager may say where else modules are.
  const env = { ...process.env, NODE_PATH: '' }
  return JSON.parse(execFileSync(process.execPath, ['--import', tsx, join(root, 'ask.ts')], { encoding: 'utf8', env }))
}

const link = (modules: string, name: string): void =>
  symlinkSync(dirname(require.resolve(`@ast-grep/${name}/package.json`)), join(modules, name))

it('loads what is there; a parser that is missing or cannot be loaded takes only its own language away', () => {
  const found = askFresh((modules) => {
    link(modules, 'lang-go')
    const broken = join(modules, 'lang-ruby')
    mkdirSync(broken)
    writeFileSync(join(broken, 'parser.so'), 'not a library')
    writeFileSync(
      join(broken, 'index.js'),
      "module.exports = { libraryPath: require('node:path').join(__dirname, 'parser.so'), extensions: ['rb'], languageSymbol: 'tree_sitter_ruby' }",
    )
  })
  expect(found.go).toBe('source_file')
  expect(found.ruby).toMatch(/parser\.so/)
  expect(found.java).toMatch(/Cannot find module '@ast-grep\/lang-java'|lang-java/)
})

it('goes on without ast-grep itself', () => {
  const found = askFresh((modules) => rmSync(join(modules, 'napi')))
  expect(found.go).toMatch(/napi/)
})
