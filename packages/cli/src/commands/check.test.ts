import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

const VERIFY = `const { validateV3Signature } = require('@plivo-to-vobiz/signatures/vobiz')

module.exports = (req, res, next) => {
  const ok = validateV3Signature(
    req.method,
    'https://voice.example' + req.originalUrl,
    req.headers['x-vobiz-signature-v3-nonce'],
    process.env.VOBIZ_AUTH_TOKEN,
    req.headers['x-vobiz-signature-v3'],
    req.body,
  )
  return ok ? next() : res.sendStatus(403)
}
`
const APP = `const verify = require('./verify')
app.post('/answer', verify, answer)
app.post('/hangup', verify, hangup)
`
const XML = (body: string): string => `exports.reply = '<Response>${body}</Response>' // for vobiz\n`

let cwd = ''
const write = (file: string, text: string): void => writeFileSync(join(cwd, file), text)
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd, encoding: 'utf8' })

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-check-'))
  write('verify.js', VERIFY)
  write('app.js', APP)
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'before')
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

async function check(...args: string[]) {
  const io = createTestIo({ cwd })
  const code = await main(['check', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

describe('a migrated code base', () => {
  it('passes when nothing is left and every route still verifies', async () => {
    const { code, out } = await check('--base', 'HEAD', '--target', 'vobiz')
    expect(out).toMatch(/verified signatures at HEAD, \d+ do now; 0 lost, 0 no longer there/)
    expect(out).toContain('Passed.')
    expect(code).toBe(0)
  })

  it('says that the state before is not known', async () => {
    const { code, out } = await check('--target', 'vobiz')
    expect(out).toContain('name it with --base REVISION')
    expect(code).toBe(0)
  })
})

describe('a check that was lost', () => {
  it.each([
    [
      'a route without its middleware',
      'app.js',
      APP.replace("'/hangup', verify, ", "'/hangup', "),
      'app.js:3 POST /hangup',
    ],
    [
      'a middleware that lets all pass',
      'verify.js',
      'module.exports = (req, res, next) => next()\n',
      'app.js:2 POST /answer',
    ],
    ['another middleware in its place', 'app.js', APP.replace("'./verify'", "'./log'"), 'app.js:2 POST /answer'],
  ])('fails: %s', async (_, file, text, place) => {
    write(file, text)
    write('log.js', 'module.exports = (req, res, next) => next()\n')
    const { code, out } = await check('--base', 'HEAD', '--target', 'vobiz')
    expect(out).toContain(`LOST ${place} was verified and is not any more.`)
    expect(code).toBe(1)
  })

  it('fails when the check for many routes is gone, whose routes are then open', async () => {
    const app = (mount: string): string =>
      `const verify = require('./verify')\n${mount}app.post('/voice/answer', answer)\n`
    write('app.js', app("app.use('/voice', verify)\n"))
    git('commit', '-qam', 'one mount')
    write('app.js', app(''))
    const { code, out } = await check('--base', 'HEAD', '--target', 'vobiz')
    expect(out).toContain('LOST app.js:2 USE /voice was verified and is not any more.')
    expect(code).toBe(1)
  })

  it('is none when one check for every route of the file takes the place of several', async () => {
    write(
      'app.js',
      "const verify = require('./verify')\napp.use(verify)\napp.post('/answer', answer)\napp.post('/hangup', hangup)\n",
    )
    const { code, out } = await check('--base', 'HEAD', '--target', 'vobiz')
    expect(out).toContain('0 lost, 0 no longer there')
    expect(code).toBe(0)
  })

  it('fails in JSON as well, which names it and holds nothing else', async () => {
    write('app.js', APP.replace("'/hangup', verify, ", "'/hangup', "))
    const { code, out, err } = await check('--base', 'HEAD', '--target', 'vobiz', '--format', 'json')
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({
      passed: false,
      guards: { lost: [{ file: 'app.js', line: 3, name: 'POST /hangup', kind: 'route', state: 'lost' }] },
    })
    expect(code).toBe(1)
  })

  it('is told apart from a route that is gone, or has moved with its check', async () => {
    write('app.js', APP.split('\n').slice(0, 2).join('\n'))
    const gone = await check('--base', 'HEAD', '--target', 'vobiz')
    expect(gone.out).toContain('gone app.js:3 POST /hangup was verified and is no longer there.')
    expect(gone.code).toBe(0)
    write('hangup.js', "const verify = require('./verify')\napp.post('/hangup', verify, hangup)\n")
    expect((await check('--base', 'HEAD', '--target', 'vobiz')).out).toContain('0 lost, 0 no longer there')
  })
})

describe('what is left', () => {
  it('fails while migrate would change a file, and for places of a person', async () => {
    write(
      'client.js',
      "const plivo = require('plivo')\nconst c = new plivo.Client()\nc.messages.create('1', '2', 'x')\n",
    )
    const { code, out } = await check('--target', 'vobiz')
    expect(out).toMatch(/left client\.js:\d/)
    expect(code).toBe(1)
  })

  it.each([
    ['an element Vobiz does not have', '<MultiPartyCall>a</MultiPartyCall>', 1],
    ['nothing', '<Gather action="https://a.example/" inputType="dtmf" numDigits="1"/><Hangup/>', 0],
  ])('reads the XML: %s', async (_, body, expected) => {
    write('reply.js', XML(body))
    const { code, out } = await check('--target', 'vobiz')
    expect(out).toContain('XML: 1 documents')
    expect(code).toBe(expected)
    if (expected === 1) expect(out).toContain('reply.js:1')
  })
})

it.each([
  [['--base', 'no-such-revision'], 'no-such-revision'],
  [['--target', 'plivo'], 'plivo'],
  [['nowhere'], 'nowhere'],
])('exits 2 on %j', async (args, seen) => {
  const { code, err } = await check(...args)
  expect(err).toContain(seen)
  expect(code).toBe(2)
})
