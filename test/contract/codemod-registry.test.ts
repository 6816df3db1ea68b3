import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PACKAGE = join(ROOT, 'codemods/registry')
const COMMAND = join(ROOT, 'test/node_modules/.bin/codemod')
const CHECK = `const plivo = require('plivo')
module.exports = (req) =>
  plivo.validateV3Signature(req.method, req.fullUrl, req.get('X-Plivo-Signature-V3-Nonce'), process.env.PLIVO_AUTH_TOKEN, req.get('X-Plivo-Signature-V3'), req.body)
`

const codemod = (...args: string[]): string =>
  execFileSync(COMMAND, ['--disable-analytics', 'workflow', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
    cwd: tree,
    timeout: 50_000,
  })

let tree = ''
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-registry-'))
  mkdirSync(join(tree, 'node_modules/.bin'), { recursive: true })
  // npx takes a command that the tree has installed before it asks a registry.
  symlinkSync(join(ROOT, 'packages/cli/bin/plivo-to-vobiz.mjs'), join(tree, 'node_modules/.bin/plivo-to-vobiz'))
  writeFileSync(join(tree, 'package.json'), '{ "dependencies": { "plivo": "^4.74.0" } }\n')
  writeFileSync(join(tree, 'verify.js'), CHECK)
})
afterEach(() => rmSync(tree, { recursive: true, force: true }))

describe('the package for codemod.com, by its own command', () => {
  it('is valid', () => {
    expect(codemod('validate', '-w', PACKAGE)).toContain('Package validation successful')
  })

  it.each([
    ['both', '@plivo-to-vobiz/signatures/either'],
    ['vobiz', '@plivo-to-vobiz/signatures/vobiz'],
  ])('migrates for %s', (target, module) => {
    codemod('run', '-w', PACKAGE, '--no-interactive', '--allow-dirty', '--param', `target=${target}`)
    expect(readFileSync(join(tree, 'verify.js'), 'utf8')).toContain(module)
  })

  it('runs the transforms it is told to', () => {
    codemod('run', '-w', PACKAGE, '--no-interactive', '--allow-dirty', '--param', 'only=js-xml-literal')
    expect(readFileSync(join(tree, 'verify.js'), 'utf8')).toBe(CHECK)
  })

  it('lists every transform of JavaScript', () => {
    const names = TRANSFORMS.filter(({ languages }) => languages.includes('javascript')).map(({ name }) => name)
    const page = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
    expect([...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)).toEqual(names)
    const workflow = readFileSync(join(PACKAGE, 'workflow.yaml'), 'utf8')
    expect(workflow.match(/\bjs-[\w-]+/g)).toEqual(names)
  })

  it('carries the version of our packages', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'codemods/package.json'), 'utf8'))
    expect(readFileSync(join(PACKAGE, 'codemod.yaml'), 'utf8')).toContain(`version: "${version}"`)
  })
})
