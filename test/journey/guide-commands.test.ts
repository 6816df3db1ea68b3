import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const COMMAND = join(ROOT, 'packages/cli/bin/plivo-to-vobiz.mjs')

/** Command lines of the fenced shell blocks of a guide, in order. */
const readCommands = (guide: string): readonly string[] =>
  [...readFileSync(join(ROOT, 'docs/guides', guide), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
    ([, block = '']) => [...block.matchAll(/^npx plivo-to-vobiz ([^#\n]*)/gm)].map(([, line = '']) => line.trim()),
  )

/** What a user does with the guides: every command in turn, on the example application, each step committed. */
describe.each(['scan.md', 'migrate.md'])('the commands of %s', (guide) => {
  let cwd = ''
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, stdio: 'ignore' })
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-guide-'))
    cpSync(join(ROOT, 'docs/examples/express-ivr'), cwd, {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    })
    git('init', '-q')
    git('add', '.')
    git('commit', '-qm', 'before')
  })
  afterAll(() => rmSync(cwd, { recursive: true, force: true }))

  it.each(readCommands(guide))('%s', (line) => {
    const args = line.split(' ')
    const { status, stderr, stdout } = spawnSync(process.execPath, [COMMAND, ...args], { cwd, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect([0, 1]).toContain(status)
    const output = args[args.indexOf('--output') + 1]
    if (args.includes('--output')) expect(existsSync(join(cwd, output ?? ''))).toBe(true)
    else expect(stdout).not.toBe('')
    if (args[0] === 'check') expect(stdout).toContain('; 0 lost, 0 no longer there')
    git('add', '-A')
    git('commit', '-qm', line, '--allow-empty')
  })
})
