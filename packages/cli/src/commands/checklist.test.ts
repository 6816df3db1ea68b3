import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SECTIONS } from '../checklist/sections.ts'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

const CHECK = `const plivo = require('plivo')
module.exports = (req) =>
  plivo.validateV3Signature(
    req.method,
    'https://voice.example' + req.originalUrl,
    req.headers['x-plivo-signature-v3-nonce'],
    process.env.PLIVO_AUTH_TOKEN,
    req.headers['x-plivo-signature-v3'],
    req.body,
  )
`

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-checklist-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const write = (file: string, text: string): void => writeFileSync(join(cwd, file), text)
const git = (...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'ignore' })

interface Entry {
  readonly id: string
  readonly done: boolean
  readonly by?: string
  readonly because?: string
}

async function run(...args: string[]) {
  const io = createTestIo({ cwd })
  const code = await main(['checklist', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

async function assessed(...args: string[]): Promise<ReadonlyMap<string, Entry>> {
  const { out } = await run('.', '--format', 'json', ...args)
  const { sections }: { sections: readonly { steps: readonly Entry[] }[] } = JSON.parse(out)
  return new Map(sections.flatMap(({ steps }) => steps).map((step) => [step.id, step]))
}

describe('what the code base shows', () => {
  it('is left open while code waits to be rewritten, with the first place', async () => {
    write('verify.js', `${CHECK}new plivo.Client().messages.create()\n`)
    write('package.json', '{ "dependencies": { "plivo": "4.74.0" } }\n')
    const steps = await assessed()
    expect(steps.get('inventory')).toMatchObject({ done: true, by: 'command' })
    expect(steps.get('apply')).toMatchObject({
      done: false,
      because: expect.stringMatching(/^migrate changes \d files$/),
    })
    expect(steps.get('tasks')).toMatchObject({
      done: false,
      because: expect.stringMatching(/package\.json:1|verify\.js:\d/),
    })
    expect(steps.get('nothing-left')?.done).toBe(false)
    expect(steps.get('clean-tree')).toMatchObject({ done: false, because: 'no git tree here' })
  })

  it('is ticked once nothing of Plivo is left, though never a step only a person can see', async () => {
    write('index.js', 'module.exports = 1\n')
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'x')
    const steps = await assessed()
    const done = [...steps.values()].filter((step) => step.done).map(({ id }) => id)
    expect(done).toEqual([
      'inventory',
      'decide-lost',
      'clean-tree',
      'apply',
      'settings',
      'tasks',
      'target-vobiz',
      'nothing-left',
    ])
  })

  it.each([
    ["const { expressIntercept } = require('@plivo-to-vobiz/shim/express')\n", true],
    ["import { createShim } from '@plivo-to-vobiz/shim'\n", true],
    ["// TODO: put '@plivo-to-vobiz/shim' in front\n", false],
    ["import x from '@plivo-to-vobiz/shimmer'\n", false],
  ])('tells from %j whether the shim is loaded: %s', async (text, expected) => {
    write('app.js', text)
    expect((await assessed()).get('shim')?.done).toBe(expected)
  })

  it('looks only where it is told to', async () => {
    mkdirSync(join(cwd, 'a'))
    mkdirSync(join(cwd, 'b'))
    write('a/app.js', "require('@plivo-to-vobiz/shim/express')\n")
    write('b/app.js', 'module.exports = 1\n')
    const { out } = await run('b', '--format', 'json')
    expect(out).toMatch(/"id": "shim",[^}]*"done": false/)
  })
})

describe('--output', () => {
  it('keeps what a person ticked, and what the code no longer shows is open again', async () => {
    write('index.js', 'module.exports = 1\n')
    await run('--output', 'MIGRATION.md')
    const list = readFileSync(join(cwd, 'MIGRATION.md'), 'utf8')
    expect(list).toMatch(/- \[x\] <!-- apply seen -->/)
    write('MIGRATION.md', list.replace('- [ ] <!-- pilot -->', '- [x] <!-- pilot -->'))
    write('verify.js', CHECK)
    const steps = await assessed('--output', 'MIGRATION.md')
    expect(steps.get('pilot')).toMatchObject({ done: true, by: 'person' })
    expect(steps.get('apply')).toMatchObject({ done: false })
    expect(readFileSync(join(cwd, 'MIGRATION.md'), 'utf8')).toMatch(/- \[x\] <!-- pilot -->/)
    expect(readFileSync(join(cwd, 'MIGRATION.md'), 'utf8')).toMatch(/- \[ \] <!-- apply -->/)
  })

  it('refuses to write over a file that is no checklist', async () => {
    write('README.md', '# My application\n')
    const { code, err } = await run('--output', 'README.md')
    expect(code).toBe(2)
    expect(err).toContain('README.md is there and is no checklist of this command')
    expect(readFileSync(join(cwd, 'README.md'), 'utf8')).toBe('# My application\n')
  })

  it('exits 0 when every step is ticked', async () => {
    write('index.js', 'module.exports = 1\n')
    await run('--output', 'MIGRATION.md')
    const list = readFileSync(join(cwd, 'MIGRATION.md'), 'utf8')
    write('MIGRATION.md', list.replaceAll('- [ ]', '- [x]'))
    const { code, out } = await run('--output', 'MIGRATION.md')
    expect(out).toMatch(/(\d+) of \1 steps done/)
    expect(code).toBe(0)
  })
})

it('prints a list a person can read', async () => {
  write('verify.js', CHECK)
  const { code, out } = await run()
  expect(code).toBe(1)
  expect(out).toContain('1. Assess 2/4')
  expect(out).toMatch(/\[x\] dev {3}Inventory: npx plivo-to-vobiz scan/)
  expect(out).not.toMatch(/\*\*|`|\]\(/)
})

it('gives every step an id of its own', () => {
  const ids = SECTIONS.flatMap(({ steps }) => steps).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('exits 2 for a folder that is not there', async () => {
  expect(await run('nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('nowhere') })
})
