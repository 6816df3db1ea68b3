import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { type Case, readCases } from './fixtures.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const MEMBER = join(ROOT, 'codemods')
/** Every transform of JavaScript: each runs under the command of jscodeshift. */
const names = TRANSFORMS.filter(({ languages }) => languages.includes('javascript')).map(({ name }) => name)

let folder = ''
beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-b', MEMBER])
}, 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-jscodeshift-'))
  mkdirSync(join(folder, 'src'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const getScript = (name: string): string => join(MEMBER, 'dist/transforms', name, 'jscodeshift.cjs')

/** The real command, as a user runs it. */
function jscodeshift(name: string, file: string, target: string): string {
  const command = join(MEMBER, 'node_modules/jscodeshift/bin/jscodeshift.js')
  const args = ['-t', getScript(name), '--run-in-band', `--target=${target}`, join(folder, file)]
  return execFileSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
}

/** A case of one file: one that changes where the transform has any, else one that is reported. */
function findCase(name: string): Case {
  const cases = readCases(name).filter(
    (one) => !existsSync(join(one.folder, 'files')) && /^\.[jt]sx?$/.test(one.extension),
  )
  const found = cases.find((one) => one.expected !== one.input) ?? cases.find((one) => one.findings.length > 0)
  if (found === undefined) throw new Error(`${name} has no case that changes or reports.`)
  return found
}

describe('under the jscodeshift command', () => {
  it('has an entry file in every folder of a JavaScript transform, and in no other', () => {
    const folders = readdirSync(join(MEMBER, 'transforms'))
    const entries = folders.filter((name) => existsSync(join(MEMBER, 'transforms', name, 'jscodeshift.cts')))
    expect(entries).toEqual(names)
  })

  it.each(names)('%s writes what our own engine writes, and reports what it reports', (name) => {
    const one = findCase(name)
    const file = `src/input${one.extension}`
    writeFileSync(join(folder, file), one.input)
    const output = jscodeshift(name, file, one.target)
    expect(readFileSync(join(folder, file), 'utf8')).toBe(one.expected)
    expect(output).toContain(one.expected === one.input ? '1 skipped' : '1 ok')
    for (const finding of one.findings)
      if (!finding.includes(' auto ')) expect(output).toContain(`line ${finding.split(' ')[0]}: `)
  })

  it('skips a file the second time', () => {
    const one = findCase('js-signature')
    writeFileSync(join(folder, 'src/app.js'), one.input)
    jscodeshift('js-signature', 'src/app.js', 'vobiz')
    expect(readFileSync(join(folder, 'src/app.js'), 'utf8')).toContain('@plivo-to-vobiz/signatures/vobiz')
    expect(jscodeshift('js-signature', 'src/app.js', 'vobiz')).toContain('1 skipped')
  })

  it('reports a file that does not parse and leaves it alone', () => {
    writeFileSync(join(folder, 'src/app.js'), 'const plivo = require("plivo"\n')
    expect(jscodeshift('js-signature', 'src/app.js', 'both')).toContain('1 errors')
    expect(readFileSync(join(folder, 'src/app.js'), 'utf8')).toBe('const plivo = require("plivo"\n')
  })
})
