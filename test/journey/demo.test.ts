import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Comparison, Exchange, ProbeResult, Transcript } from '@plivo-to-vobiz/simulator'
import { describe, expect, it } from 'vitest'
import { checkEvidence, type Evidence } from './demo/check.ts'
import { ROOT } from './demo/workspace.ts'

const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs')

function startDemo(environment: Record<string, string> = {}): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [TSX, join(ROOT, 'test/journey/demo.ts')], {
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  return { child, output: () => text }
}

const FOLDER = /Copied to (\S+)\. /
const ESCAPE = String.fromCharCode(27)

describe('npm run demo', () => {
  it('goes through, says what it does, and leaves nothing behind', async () => {
    const { child, output } = startDemo({ NO_COLOR: '1' })
    const [code] = await once(child, 'exit')
    expect(output()).not.toContain('FAIL')
    expect(code).toBe(0)
    expect(output()).not.toContain(ESCAPE)
    expect(output().match(/^ \d {2}\S/gm)).toHaveLength(9)
    expect(output()).not.toMatch(/[0-9a-f]{40}/)
    expect(existsSync(FOLDER.exec(output())?.[1] ?? ROOT)).toBe(false)
  })

  it('uses colours when they are wanted', async () => {
    const { child, output } = startDemo({ FORCE_COLOR: '1' })
    await once(child, 'exit')
    expect(output()).toContain(`${ESCAPE}[32m`)
  })

  it('cleans up on Ctrl-C', async () => {
    const { child, output } = startDemo({ NO_COLOR: '1' })
    const exited = once(child, 'exit')
    while (!output().includes('It listens on')) await once(child.stdout ?? child, 'data')
    const port = /It listens on (\S+),/.exec(output())?.[1] ?? ''
    child.kill('SIGINT')
    expect(await exited).toEqual([130, null])
    // The loader of TypeScript may end before the demo below it has tidied up.
    await expect.poll(() => existsSync(FOLDER.exec(output())?.[1] ?? ROOT), { timeout: 20_000 }).toBe(false)
    await expect(fetch(port)).rejects.toThrow()
  })
})

describe('the verdict', () => {
  const call = (provider: 'plivo' | 'vobiz', ok = true): Transcript => ({
    provider,
    callUuid: provider,
    direction: 'inbound',
    entries: [],
    ok,
  })
  const request = (status: number, id: string, to: string): Exchange => ({
    kind: 'exchange',
    at: 0,
    attempt: 1,
    because: [],
    request: {
      moment: 'answer',
      method: 'POST',
      url: 'https://h.example/a',
      event: 'StartApp',
      headerNames: [],
      params: { CallUUID: id, To: to },
    },
    reply: { status, contentType: '', body: '', elements: [] },
    problems: [],
  })
  const probe = (refused: boolean, ...exchanges: Exchange[]): ProbeResult => ({
    kind: 'replayed',
    provider: 'vobiz',
    explanation: '',
    exchanges,
    refused,
  })
  const logged = (id: string, steps = ['menu', 'hangup'], to = '1') => ({
    id,
    to,
    status: 'completed',
    seconds: 1,
    steps,
  })
  const same: Comparison = { rows: [], differences: [], parity: true }
  const good: Evidence = {
    plivo: call('plivo'),
    vobiz: call('vobiz'),
    voicemail: { ...call('vobiz'), callUuid: 'v' },
    comparison: same,
    probes: [probe(true, request(200, 'x', '1'), request(403, 'x', '9'))],
    log: [logged('plivo'), logged('vobiz'), logged('x'), { ...logged('v'), message: 'https://h.example/1.mp3' }],
  }
  const failed = (changes: Partial<Evidence>): readonly string[] =>
    checkEvidence({ ...good, ...changes })
      .filter(({ ok }) => !ok)
      .map(({ text }) => text)

  it('is good when all is well', () => {
    expect(failed({})).toEqual([])
  })

  it.each<[string, Partial<Evidence>, string]>([
    ['a Plivo call that failed', { plivo: call('plivo', false) }, 'the Plivo call went through'],
    ['a Vobiz call that failed', { vobiz: call('vobiz', false) }, 'the Vobiz call went through'],
    [
      'a difference the caller notices',
      { comparison: { ...same, parity: false } },
      'the caller heard and did the same',
    ],
    ['a bad request that got in', { probes: [probe(false, request(200, 'x', '9'))] }, '1 bad requests were refused'],
    [
      'a trace of a bad request',
      { log: [logged('plivo'), logged('vobiz'), logged('x', ['menu'], '9')] },
      'no bad request left a trace',
    ],
    [
      'a hangup handler that ran twice',
      { log: [logged('plivo', ['menu', 'hangup', 'hangup']), logged('vobiz', ['menu', 'hangup', 'hangup'])] },
      'the hangup handler ran once',
    ],
    [
      'a hangup that was lost',
      { log: [logged('plivo', ['menu']), logged('vobiz', ['menu'])] },
      'the hangup handler ran once',
    ],
    ['handlers that did something else', { log: [logged('plivo'), logged('vobiz', ['hangup'])] }, 'the handlers'],
    ['a lost message', { log: [logged('plivo'), logged('vobiz'), logged('v')] }, 'a message left over Vobiz'],
    ['a call the application does not know', { log: [logged('plivo')] }, 'the handlers'],
  ])('is bad with %s', (_name, changes, text) => {
    expect(failed(changes).join('\n')).toContain(text)
  })
})
