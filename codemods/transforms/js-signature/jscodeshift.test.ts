import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const MEMBER = resolve(import.meta.dirname, '../..')
const ROOT = resolve(MEMBER, '..')
const CASE = join(import.meta.dirname, 'fixtures/required-under-its-own-name')
const SIGNATURE = join(MEMBER, 'dist/transforms/js-signature/jscodeshift.cjs')
const XML = join(MEMBER, 'dist/transforms/js-xml-literal/jscodeshift.cjs')

let folder = ''
beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', MEMBER])
}, 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-jscodeshift-'))
  writeFileSync(join(folder, 'app.js'), readFileSync(join(CASE, 'input.js')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The real command, as a user runs it. */
function jscodeshift(args: readonly string[] = [], script: string = SIGNATURE): string {
  const command = join(MEMBER, 'node_modules/jscodeshift/bin/jscodeshift.js')
  return execFileSync(process.execPath, [command, '-t', script, '--run-in-band', ...args, folder], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}

const read = (): string => readFileSync(join(folder, 'app.js'), 'utf8')

describe('under the jscodeshift command', () => {
  it('writes what our own engine writes', () => {
    const output = jscodeshift()
    expect(output).toContain('1 ok')
    expect(read()).toBe(readFileSync(join(CASE, 'expected.js'), 'utf8'))
  })

  it('takes the target, and skips the file the second time', () => {
    jscodeshift(['--target=vobiz'])
    expect(read()).toContain('@plivo-to-vobiz/signatures/vobiz')
    expect(jscodeshift(['--target=vobiz'])).toContain('1 skipped')
  })

  it('runs the XML transform too', () => {
    const folderOf = join(MEMBER, 'transforms/js-xml-literal/fixtures/plain-document-for-vobiz-alone')
    writeFileSync(join(folder, 'app.js'), readFileSync(join(folderOf, 'input.js')))
    expect(jscodeshift([], XML)).toContain('1 skipped')
    expect(jscodeshift(['--target=vobiz'], XML)).toContain('1 ok')
    expect(read()).toBe(readFileSync(join(folderOf, 'expected.js'), 'utf8'))
  })

  it('reports a file that does not parse and leaves it alone', () => {
    writeFileSync(join(folder, 'app.js'), 'const plivo = require("plivo"\n')
    expect(jscodeshift()).toContain('1 errors')
    expect(read()).toBe('const plivo = require("plivo"\n')
  })
})
