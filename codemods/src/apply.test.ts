import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { apply } from './apply.ts'
import { formatDiff } from './diff.ts'
import { encodeText } from './encoding.ts'
import { plan } from './run.ts'
import type { Plan } from './touchpoint.ts'
import { CHECK, createTree, type TestTree } from './tree.fixture.ts'

const planTree = (tree: TestTree): Promise<Plan> => plan({ paths: [tree.root] })

function git(tree: TestTree, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  return execFileSync('git', [...identity, ...args], { cwd: tree.root, encoding: 'utf8' })
}

describe('writing', () => {
  it('writes what was planned, keeps the mode, and leaves no temporary file', async () => {
    const tree = createTree({ 'a.js': `\uFEFF${CHECK}`, 'clean.js': 'x = 1\r\n' })
    chmodSync(tree.path('a.js'), 0o750)
    const planned = await planTree(tree)
    const { written, skipped } = await apply(planned)
    expect({ written, skipped }).toEqual({ written: ['a.js'], skipped: [] })
    expect(tree.read('a.js')).toBe(`\uFEFF${planned.changes[0]?.newText}`)
    expect(statSync(tree.path('a.js')).mode & 0o777).toBe(0o750)
    expect(tree.read('clean.js')).toBe('x = 1\r\n')
    expect(readdirSync(tree.root).sort()).toEqual(['a.js', 'clean.js'])
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const)(
    'writes %s as it was, untouched bytes included',
    async (encoding) => {
      const encode = (text: string): Buffer => {
        const bytes = encodeText({ text, encoding, bom: encoding.startsWith('utf-16') })
        if (bytes === undefined) throw new Error(`${encoding} lacks a character of the test`)
        return bytes
      }
      const comment = '// déjà vu: “”€'.replace(encoding === 'latin1' ? /[“”€]/g : /$^/, '\x93')
      const tree = createTree({ 'a.js': encode(`${comment}\r\n${CHECK}`) })
      const { written } = await apply(await planTree(tree))
      expect(written).toEqual(['a.js'])
      const plain = createTree({ 'a.js': `${comment}\r\n${CHECK}` })
      await apply(await planTree(plain))
      expect(tree.bytes('a.js').equals(encode(plain.read('a.js')))).toBe(true)
      expect((await planTree(tree)).changes).toEqual([])
    },
  )

  it('has nothing to do the second time', async () => {
    const tree = createTree({ 'a.js': CHECK, 'package.json': '{ "dependencies": { "plivo": "4" } }' })
    await apply(await planTree(tree))
    expect((await planTree(tree)).changes).toEqual([])
  })

  it('skips what changed, vanished, or became a link since it was planned', async () => {
    const outside = createTree({ 'd.js': CHECK })
    const tree = createTree({ 'a.js': CHECK, 'b.js': CHECK, 'c.js': CHECK, 'd.js': CHECK })
    const planned = await planTree(tree)
    tree.write({ 'a.js': `${CHECK}// edited meanwhile\n` })
    rmSync(tree.path('b.js'))
    rmSync(tree.path('d.js'))
    symlinkSync(outside.path('d.js'), tree.path('d.js'))
    const { written, skipped } = await apply(planned)
    expect(written).toEqual(['c.js'])
    expect(skipped.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'a.js changed',
      'b.js changed',
      'd.js not-a-file',
    ])
    expect(tree.read('a.js')).toContain('edited meanwhile')
    expect(outside.read('d.js')).toBe(CHECK)
  })

  it('goes on after a file that cannot be written', async () => {
    // No room is left in a file name of this length for the temporary file beside it.
    const long = `${'a'.repeat(250)}.js`
    const tree = createTree({ [long]: CHECK, 'b.js': CHECK })
    const { written, skipped } = await apply(await planTree(tree))
    expect(written).toEqual(['b.js'])
    expect(skipped.map(({ code }) => code)).toEqual(['unwritable'])
    expect(tree.read(long)).toBe(CHECK)
  })

  it('never replaces a file that has appeared where a new one was planned', async () => {
    const tree = createTree({ 'taken.py': 'mine\n' })
    const change = { file: 'taken.py', oldText: '', newText: 'theirs\n', bom: false, edits: [] }
    const files = { walked: 0, parsed: 0, unreadable: 0 }
    const planned: Plan = { root: tree.root, target: 'both', files, changes: [change], findings: [], skipped: [] }
    expect((await apply(planned)).skipped.map(({ code }) => code)).toEqual(['changed'])
    expect(tree.read('taken.py')).toBe('mine\n')
  })
})

describe('under git', () => {
  it('refuses a tree with uncommitted changes, names them, and takes force', async () => {
    const tree = createTree({ 'a.js': CHECK })
    git(tree, 'init', '-q')
    const planned = await planTree(tree)
    await expect(apply(planned)).rejects.toThrow(/uncommitted changes: a\.js.*--force/)
    expect(tree.read('a.js')).toBe(CHECK)
    git(tree, 'add', '.')
    git(tree, 'commit', '-qm', 'x')
    tree.write({ 'b.js': '' })
    await expect(apply(planned)).rejects.toMatchObject({ code: 'dirty-tree' })
    rmSync(tree.path('b.js'))
    expect((await apply(planned)).written).toEqual(['a.js'])
    expect((await apply(planned, { force: true })).skipped.map(({ code }) => code)).toEqual(['changed'])
  })

  it('prints a diff that git applies to the same bytes', async () => {
    const tree = createTree({
      'src/a.js': CHECK.replaceAll('\n', '\r\n'),
      'package.json': '{ "dependencies": { "plivo": "4" } }',
    })
    git(tree, 'init', '-q')
    const planned = await planTree(tree)
    tree.write({ 'x.patch': planned.changes.map(formatDiff).join('') })
    git(tree, 'apply', 'x.patch')
    for (const { file, newText } of planned.changes) expect(tree.read(file)).toBe(newText)
  })
})
