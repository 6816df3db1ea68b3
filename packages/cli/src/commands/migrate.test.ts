import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

const SOURCE = `const plivo = require('plivo')

module.exports = (req, res, next) => {
  const ok = plivo.validateV3Signature(
    req.method,
    'https://voice.example' + req.originalUrl,
    req.headers['x-plivo-signature-v3-nonce'],
    process.env.PLIVO_AUTH_TOKEN,
    req.headers['x-plivo-signature-v3'],
    req.body,
  )
  return ok ? next() : res.sendStatus(403)
}
`

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-cli-'))
  writeFileSync(join(cwd, 'verify.js'), SOURCE)
  writeFileSync(join(cwd, 'clean.js'), 'module.exports = 1\r\n')
  writeFileSync(join(cwd, 'package.json'), '{ "dependencies": { "plivo": "^4.74.0" } }\n')
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

async function run(...args: string[]) {
  const io = createTestIo({ cwd })
  const code = await main(args, io)
  return { code, out: io.out(), err: io.err() }
}

const read = (file: string): string => readFileSync(join(cwd, file), 'utf8')

describe('scan', () => {
  it('lists the touchpoints and exits 1', async () => {
    const { code, out } = await run('scan')
    expect(code).toBe(1)
    expect(out).toContain('verify.js')
    expect(out).not.toContain('clean.js')
    expect(read('verify.js')).toBe(SOURCE)
  })

  it('prints one JSON object and nothing else', async () => {
    const { out, err } = await run('scan', '.', '--format', 'json')
    const report = JSON.parse(out)
    expect(err).toBe('')
    expect(report).toMatchObject({ version: 1, root: '.', files: { walked: 3 } })
    expect(report.findings.length).toBe(report.summary.auto + report.summary.review + report.summary.manual)
    expect(report.findings).toContainEqual(expect.objectContaining({ file: 'verify.js', language: 'javascript' }))
  })

  it('writes the report to a file', async () => {
    const { out } = await run('scan', '.', '--format', 'json', '--output', 'report.json')
    expect(out).toBe('')
    expect(JSON.parse(read('report.json')).version).toBe(1)
  })

  it('exits 0 where nothing touches Plivo, and with --fail-on none', async () => {
    expect((await run('scan', 'clean.js')).code).toBe(0)
    expect((await run('scan', '.', '--fail-on', 'none')).code).toBe(0)
  })

  it.each([
    [['scan', 'missing-folder'], 'missing-folder'],
    [['scan', '--format', 'yaml'], 'yaml'],
    [['scan', '--fail-on', 'some'], 'some'],
  ])('exits 2 on %j', async (args, seen) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err).toContain(seen)
  })
})

describe('migrate', () => {
  it('prints a unified diff and changes nothing', async () => {
    const { code, out } = await run('migrate')
    expect(code).toBe(1)
    expect(out).toContain('--- a/verify.js')
    expect(out).toContain('+++ b/verify.js')
    expect(read('verify.js')).toBe(SOURCE)
  })

  it('writes what the diff said, keeps the mode, leaves other bytes alone, and is done after one run', async () => {
    chmodSync(join(cwd, 'verify.js'), 0o755)
    expect((await run('migrate', '.', '--write')).code).toBe(0)
    expect(read('verify.js')).toContain('@plivo-to-vobiz/signatures/either')
    expect(statSync(join(cwd, 'verify.js')).mode & 0o777).toBe(0o755)
    expect(read('clean.js')).toBe('module.exports = 1\r\n')
    const after = read('verify.js')
    const again = await run('migrate', '.', '--write')
    expect(again.out).toContain('0 written')
    expect(read('verify.js')).toBe(after)
  })

  it('refuses a dirty git tree without --force', async () => {
    execFileSync('git', ['init', '-q'], { cwd })
    const refused = await run('migrate', '.', '--write')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('--force')
    expect(read('verify.js')).toBe(SOURCE)
    expect((await run('migrate', '.', '--write', '--force')).code).toBe(0)
  })

  it('touches nothing behind a link that leads outside', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-outside-'))
    writeFileSync(join(outside, 'verify.js'), SOURCE)
    mkdirSync(join(cwd, 'app'))
    symlinkSync(outside, join(cwd, 'app', 'linked'))
    symlinkSync(join(outside, 'verify.js'), join(cwd, 'app', 'linked.js'))
    await run('migrate', 'app', '--write')
    expect(readFileSync(join(outside, 'verify.js'), 'utf8')).toBe(SOURCE)
    rmSync(outside, { recursive: true })
  })
})
