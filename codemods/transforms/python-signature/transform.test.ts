import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { apply } from '../../src/apply.ts'
import { plan } from '../../src/run.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function createProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'python-signature-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const CHECK = [
  'import os',
  'import plivo',
  '',
  'def check(request):',
  "\treturn plivo.utils.validate_v3_signature('POST', request.url, request.headers['X-Plivo-Signature-V3-Nonce'], os.environ['PLIVO_AUTH_TOKEN'], request.headers['X-Plivo-Signature-V3'])",
  '',
].join('\n')

const run = async (folder: string, target: 'both' | 'vobiz' = 'both') => {
  const made = await plan({ cwd: folder, target, only: ['python-signature'] })
  await apply(made, { force: true })
  return made
}

describe('a Python code base', () => {
  it('gets one helper file per package, whatever the number of checks', async () => {
    const folder = createProject({
      'shop/__init__.py': '',
      'shop/a.py': CHECK,
      'shop/calls/__init__.py': '',
      'shop/calls/b.py': CHECK,
    })
    const { changes } = await run(folder)
    expect(changes.map(({ file }) => file)).toEqual(['shop/a.py', 'shop/calls/b.py', 'shop/vobiz_signatures.py'])
    expect(readFileSync(join(folder, 'shop/calls/b.py'), 'utf8')).toContain('from .. import vobiz_signatures\n')
  })

  it('keeps byte order mark, tabs and line endings, and every byte of other files', async () => {
    const text = `\uFEFF${CHECK.replaceAll('\n', '\r\n')}`
    const other = '\uFEFF# plivo: nothing here\r\nx = 1\n\n\n'
    const folder = createProject({ 'a.py': text, 'other.py': other })
    await run(folder)
    const rewritten = readFileSync(join(folder, 'a.py'), 'utf8')
    expect(
      rewritten.startsWith('\uFEFFimport os\r\nimport vobiz_signatures\r\n\r\ndef check(request):\r\n\treturn '),
    ).toBe(true)
    expect(rewritten.match(/(?<!\r)\n/)).toBeNull()
    expect(readFileSync(join(folder, 'other.py'), 'utf8')).toBe(other)
  })

  it('replaces the helper file of the cut-over by the one for Vobiz alone', async () => {
    const folder = createProject({ 'a.py': CHECK })
    await run(folder)
    expect(readFileSync(join(folder, 'vobiz_signatures.py'), 'utf8')).toContain('PLIVO_HEADERS')
    await run(folder, 'vobiz')
    expect(readFileSync(join(folder, 'vobiz_signatures.py'), 'utf8')).not.toContain('PLIVO_HEADERS')
    expect((await run(folder, 'vobiz')).changes).toEqual([])
  })

  it('never replaces a file of the same name that is not ours', async () => {
    const folder = createProject({ 'a.py': CHECK, 'vobiz_signatures.py': 'MINE = True\n' })
    const { findings } = await run(folder)
    expect(readFileSync(join(folder, 'vobiz_signatures.py'), 'utf8')).toBe('MINE = True\n')
    expect(findings.map(({ code }) => code)).toContain('file-taken')
  })

  it('leaves a package of the application alone that is called plivo', async () => {
    const folder = createProject({ 'a.py': CHECK, 'plivo/__init__.py': '', 'plivo/utils.py': '' })
    const { changes, findings } = await run(folder)
    expect(changes).toEqual([])
    // The headers are the provider's all the same.
    expect(findings.map(({ code }) => code)).toEqual(['signature-header-elsewhere', 'signature-header-elsewhere'])
  })

  it('reports what is no Python 3 and goes on', async () => {
    const folder = createProject({
      'old.py': 'import plivo\nprint "a"\n',
      'broken.py': 'import plivo\nx = (\n',
      'a.py': CHECK,
    })
    const { changes, skipped } = await run(folder)
    expect(skipped.map(({ file, message }) => [file, message])).toEqual([
      ['broken.py', 'It does not parse: line 2: Unexpected "x = (".'],
      ['old.py', 'It does not parse: line 2: This is Python 2.'],
    ])
    expect(changes.map(({ file }) => file)).toEqual(['a.py', 'vobiz_signatures.py'])
  })
})
