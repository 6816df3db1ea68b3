import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { apply } from '../apply.ts'
import { findGuards } from '../guards/find-guards.ts'
import { readDisk } from '../guards/source-sets.ts'
import { toReport } from '../report.ts'
import { plan } from '../run.ts'
import { CHECK, createTree, type TestTree } from '../tree.fixture.ts'
import { formatProgress } from './progress.ts'
import { recordRun, wasSkipped } from './record-run.ts'
import { readState, STATE_PATH } from './state-file.ts'

const NOW = new Date('2026-11-28T12:00:00.000Z')

async function migrate(tree: TestTree) {
  const planned = await plan({ paths: [tree.root] })
  const { guards } = findGuards(readDisk(tree.root, [tree.root]))
  const applied = await apply(planned, { force: true })
  await recordRun(planned, { applied, guards, now: NOW, decisions: [{ file: 'b.js', decision: 'skipped' }] })
  return planned
}

describe('the record of a migration', () => {
  it('says what was written by which transforms, and keeps what the first scan found', async () => {
    const tree = createTree({ 'a.js': CHECK, 'b.js': 'exports.x = 1\n' })
    await migrate(tree)
    const state = await readState(tree.root)
    expect(state).toMatchObject({
      version: 1,
      begun: { at: NOW.toISOString(), totals: { lines: 2 }, guards: [{ file: 'a.js', name: 'default' }] },
      runs: [
        { target: 'both', files: [{ file: 'a.js', transforms: ['js-signature'] }], decisions: [{ file: 'b.js' }] },
      ],
    })
    const again = await plan({ paths: [tree.root], target: 'vobiz' })
    await recordRun(again, { applied: await apply(again, { force: true }), guards: [], now: NOW })
    const later = await readState(tree.root)
    expect(later?.begun).toEqual(state?.begun)
    expect(later?.runs).toHaveLength(2)
  })

  it('shows progress against the first scan', async () => {
    const tree = createTree({ 'a.js': CHECK, 'b.js': "exports.x = require('plivo')\n" })
    await migrate(tree)
    const { progress } = toReport(await plan({ paths: [tree.root], target: 'vobiz' }), {
      state: await readState(tree.root),
    })
    expect(progress).toMatchObject({ written: 1, skipped: ['b.js'] })
    expect(progress === undefined ? '' : formatProgress(progress)).toMatch(
      /^Since the first scan on 2026-11-28: findings \d+ -> \d+, .*1 files written. Skipped so far: b.js\.$/,
    )
  })

  it('knows a skipped file until it changes', async () => {
    const tree = createTree({ 'b.js': CHECK })
    const planned = await plan({ paths: [tree.root] })
    await recordRun(planned, {
      applied: { written: [], skipped: [] },
      guards: [],
      decisions: [{ file: 'b.js', decision: 'skipped' }],
    })
    const state = await readState(tree.root)
    expect(wasSkipped(state, 'b.js', planned.changes[0]?.before)).toBe(true)
    expect(wasSkipped(state, 'b.js', 'another hash')).toBe(false)
    expect(wasSkipped(undefined, 'b.js', undefined)).toBe(false)
  })

  it.each([
    ['not JSON', '{', /the file/],
    ['another version', '{ "version": 2 }', /version/],
    ['a part of the wrong type', '{ "version": 1, "begun": { "at": "yesterday" }, "runs": [] }', /begun\.at/],
  ])('refuses a file that is %s', async (_, text, message) => {
    const tree = createTree({ [STATE_PATH]: text })
    await expect(readState(tree.root)).rejects.toMatchObject({
      code: 'bad-state',
      message: expect.stringMatching(message),
    })
  })

  it('is not written by a run that did nothing', async () => {
    const tree = createTree({ 'a.js': 'exports.x = 1\n' })
    const planned = await plan({ paths: [tree.root] })
    await recordRun(planned, { applied: await apply(planned), guards: [] })
    expect(await readState(tree.root)).toBeUndefined()
  })
})

describe('a migration that goes on', () => {
  const git = (tree: TestTree, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: tree.root })

  it('is not refused for files that are as it wrote them, in a folder of a repository too', async () => {
    const tree = createTree({ 'app/a.js': CHECK, 'app/b.js': 'exports.x = 1\n' })
    git(tree, 'init', '-q')
    git(tree, 'add', '.')
    git(tree, 'commit', '-qm', 'before')
    const first = await plan({ paths: ['.'], cwd: tree.path('app') })
    await recordRun(first, { applied: await apply(first), guards: [] })
    const second = await plan({ paths: ['.'], cwd: tree.path('app'), target: 'vobiz' })
    expect((await apply(second)).written).toEqual(['a.js'])
    tree.write({ 'app/b.js': 'exports.x = 2\n' })
    const third = await plan({ paths: ['.'], cwd: tree.path('app') })
    await expect(apply({ ...third, changes: second.changes })).rejects.toMatchObject({ code: 'dirty-tree' })
  })

  it('looks only at files that changed since a revision', async () => {
    const tree = createTree({ 'a.js': CHECK, 'b.js': CHECK })
    git(tree, 'init', '-q')
    git(tree, 'add', '.')
    git(tree, 'commit', '-qm', 'before')
    tree.write({ 'b.js': `${CHECK}// x\n`, 'new/c.js': CHECK })
    const { changes, files } = await plan({ paths: [tree.root], since: 'HEAD' })
    expect(changes.map(({ file }) => file)).toEqual(['b.js', 'new/c.js'])
    expect(files.walked).toBe(2)
    await expect(plan({ paths: [tree.root], since: 'nowhere' })).rejects.toMatchObject({ code: 'git-failed' })
  })
})
