import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MAX_BYTES } from './read-file.ts'
import { rewriteText } from './rewrite.ts'
import { plan } from './run.ts'
import { scan } from './scan.ts'
import { CHECK, createTree } from './tree.fixture.ts'

const codes = (list: readonly { readonly file: string; readonly code: string }[]): readonly string[] =>
  list.map(({ file, code }) => `${file} ${code}`)

describe('bad input', () => {
  it('lists what cannot be read, with the reason, and goes on', async () => {
    const tree = createTree({
      'binary.js': Buffer.from([0x70, 0x6c, 0x69, 0x76, 0x6f, 0, 1, 2, 255]),
      'broken.js': 'const plivo = require("plivo"\n',
      'good.js': CHECK,
      'huge.js': `// plivo\n${'x'.repeat(MAX_BYTES)}`,
      'shift-jis.js': Buffer.from('const plivo = "\x95\\"\n', 'latin1'),
      'secret.js': CHECK,
    })
    chmodSync(tree.path('secret.js'), 0)
    const isRoot = process.getuid?.() === 0
    const { skipped, changes, findings, files } = await plan({ paths: [tree.root] })
    expect(codes(skipped)).toEqual([
      'binary.js binary',
      'broken.js syntax',
      'huge.js too-large',
      ...(isRoot ? [] : ['secret.js unreadable']),
      'shift-jis.js unknown-encoding',
    ])
    expect(changes[0]?.file).toBe('good.js')
    expect(findings.filter(({ code }) => code === 'file-unparsed').map(({ file }) => file)).toEqual([
      'broken.js',
      'shift-jis.js',
    ])
    expect(files.unreadable).toBe(skipped.length)
  })

  it('parses candidates only', async () => {
    const tree = createTree({ 'a.js': 'this is not code (', 'b.js': 'const twilio = 1\n', 'c.js': CHECK })
    const { files, skipped } = await plan({ paths: [tree.root] })
    expect(files).toEqual({ walked: 3, parsed: 1, unreadable: 0 })
    expect(skipped).toEqual([])
  })
})

describe('what stays', () => {
  it('keeps a byte order mark and Windows line endings', async () => {
    const tree = createTree({ 'a.js': `\uFEFF${CHECK.replaceAll('\n', '\r\n')}` })
    const [change] = (await plan({ paths: [tree.root] })).changes
    expect(change?.bom).toBe(true)
    expect(change?.newText).toContain("require('@plivo-to-vobiz/signatures/either')\r\n")
    expect(change?.newText.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('reports lines that count without the byte order mark', async () => {
    const tree = createTree({ 'a.js': `\uFEFF${CHECK}` })
    const { findings } = await scan({ paths: [tree.root] })
    expect(findings.find(({ code }) => code === 'sdk-import-moved')).toMatchObject({ line: 1, column: 23 })
  })
})

describe('a planned change', () => {
  it('is its edits made in the old text', async () => {
    const manifest = '{\r\n\t"dependencies": { "plivo": "4" }\r\n}\r\n'
    const tree = createTree({ 'a.js': CHECK, 'package.json': manifest, '.env.example': 'PLIVO_AUTH_ID=\n' })
    const { changes } = await plan({ paths: [tree.root] })
    expect(changes.map(({ file }) => file)).toEqual(['.env.example', 'a.js', 'package.json'])
    for (const { oldText, newText, edits } of changes) expect(rewriteText(oldText, edits)).toBe(newText)
  })
})

describe('the report', () => {
  it('sums up what it lists', async () => {
    const tree = createTree({ 'a.js': CHECK, 'b.js': `${CHECK}// x\n` })
    const report = await scan({ paths: [tree.root] })
    const { auto, review, manual, byKind } = report.summary
    expect(auto + review + manual).toBe(report.findings.length)
    expect(Object.values(byKind).reduce((sum, count) => sum + count, 0)).toBe(report.findings.length)
    expect(report.root).toBe('.')
  })

  it('is the same every time', async () => {
    const tree = createTree({ 'b.js': CHECK, 'a/c.js': CHECK, 'package.json': '{"dependencies":{"plivo":"4"}}' })
    expect(await scan({ paths: [tree.root] })).toEqual(await scan({ paths: [tree.root] }))
  })
})

describe('package.json', () => {
  const manifest = (dependencies: object): string => `${JSON.stringify({ name: 'app', dependencies }, null, 4)}\n`

  it('gets the package once, in order, in its own indentation', async () => {
    const tree = createTree({
      'package.json': manifest({ express: '5', plivo: '^4.1.0' }),
      'a.js': CHECK,
      'src/b.js': CHECK,
    })
    const { changes } = await plan({ paths: [tree.root] })
    const text = changes.find(({ file }) => file === 'package.json')?.newText ?? ''
    expect(Object.keys(JSON.parse(text).dependencies)).toEqual(['@plivo-to-vobiz/signatures', 'express', 'plivo'])
    expect(text).toContain('        "@plivo-to-vobiz/signatures": "^')
  })

  it('is the nearest one that lists the SDK', async () => {
    const tree = createTree({
      'package.json': manifest({ plivo: '4' }),
      'packages/voice/package.json': manifest({ plivo: '4' }),
      'packages/web/package.json': manifest({ react: '19' }),
      'packages/voice/src/a.js': CHECK,
      'packages/web/src/b.js': CHECK,
    })
    const { changes } = await plan({ paths: [tree.root] })
    expect(changes.map(({ file }) => file).filter((file) => file.endsWith('.json'))).toEqual([
      'package.json',
      'packages/voice/package.json',
    ])
  })

  it('stays when it has the package, and outside the named paths', async () => {
    const tree = createTree({ 'package.json': manifest({ plivo: '4' }), 'src/a.js': CHECK })
    const { changes, findings } = await plan({ paths: ['src'], cwd: tree.root })
    expect(changes.map(({ file }) => file)).toEqual(['src/a.js'])
    expect(codes(findings)).toContain('package.json dependency-outside')
    tree.write({ 'package.json': manifest({ plivo: '4', '@plivo-to-vobiz/signatures': '0.1.0' }) })
    const again = await plan({ paths: ['.'], cwd: tree.root })
    expect(codes(again.findings).filter((one) => one.includes('dependency'))).toEqual(['package.json dependency-left'])
    expect(again.changes.map(({ file }) => file)).toEqual(['src/a.js'])
  })

  it('is missed in words where there is none', async () => {
    const tree = createTree({ 'a.js': CHECK })
    expect(codes((await plan({ paths: [tree.root] })).findings)).toContain('a.js dependency-unplaced')
  })
})

describe('wrappers in other files', () => {
  const files = {
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "~lib/*": ["src/lib/*"] } } }',
    'src/lib/index.ts': "export { verify as check } from './verify.js'\n",
    'src/lib/verify.ts': CHECK.replace(/^.*/, "import plivo from 'plivo'")
      .replace('module.exports = (req) =>', 'export const verify = (req: any, nonce: string, signature: string) =>')
      .replace("req.get('X-Plivo-Signature-V3-Nonce')", 'nonce')
      .replace("req.get('X-Plivo-Signature-V3')", 'signature'),
    'src/app.ts': `import { check } from '~lib/index'
export const answer = (req: any) => check(req, req.get('x-plivo-signature-v3-nonce'), req.get('x-plivo-signature-v3'))
`,
  }

  it('are rewritten together with the headers their callers read', async () => {
    const tree = createTree(files)
    const { changes, findings } = await plan({ paths: [tree.root] })
    expect(changes.map(({ file }) => file)).toEqual(['src/app.ts', 'src/lib/verify.ts'])
    expect(findings.filter(({ action }) => action === 'manual')).toEqual([])
  })

  it('are tasks when the wrapper is outside the named paths', async () => {
    const tree = createTree(files)
    const { changes, findings } = await plan({ paths: ['src/app.ts'], cwd: tree.root })
    expect(changes).toEqual([])
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['signature-header-elsewhere']))
  })
})
