import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { apply, type Plan, plan, type Target } from '@plivo-to-vobiz/codemods'
import { sign } from '@plivo-to-vobiz/signatures'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { callPython, describePython, getPythonWith, getPythonWithPlivo } from '../oracle/python.ts'

/** The journey of a team on Flask: its application before, during and after, called by both providers. */

const run = promisify(execFile)
const PUBLIC_URL = 'https://ivr.example.com'
const PLIVO_TOKEN = 'plivo-token-of-the-team'
const VOBIZ_TOKEN = 'vobiz-token-of-the-team'
const CALL = { CallUUID: 'c-1', From: '14155550122', To: '14155550100', Direction: 'inbound', Event: 'StartApp' }

let python = ''
const cleanUps: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function copyExample(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flask-ivr-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(ROOT, 'docs/examples/flask-ivr'), folder, {
    recursive: true,
    filter: (source) => !source.includes('__pycache__'),
  })
  return folder
}

async function migrate(folder: string, target: Target): Promise<Plan> {
  const made = await plan({ cwd: folder, target })
  const { skipped } = await apply(made, { force: true })
  expect(skipped).toEqual([])
  return made
}

/** Starts the application as its README says, on a free port. */
async function start(folder: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const child: ChildProcess = spawn(python, ['-B', '-m', 'flask', 'run', '--port', '0'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PUBLIC_URL, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  cleanUps.push(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
  while (child.exitCode === null) {
    const address = /Running on (http:\/\/\S+)/.exec(printed)?.[1]
    if (address !== undefined) return address
    await Promise.race([once(child, 'exit'), ...[child.stdout, child.stderr].map((out) => out && once(out, 'data'))])
  }
  throw new Error(`the application ended with ${child.exitCode}:\n${printed}`)
}

type Params = Readonly<Record<string, string>>
type Signer = (url: string, params: Params) => Readonly<Record<string, string>>

/** The signature the real package of the vendor computes. */
const asPlivo: Signer = (url, params) => {
  const nonce = '12345678901234567890'
  const [answer] = callPython(
    python,
    [],
    [{ call: 'plivo_v3_signature', args: ['POST', url, nonce, PLIVO_TOKEN, params] }],
  )
  const signature = answer !== undefined && 'result' in answer ? String(answer.result) : ''
  return { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce }
}

const asVobiz: Signer = (url) => sign('vobiz', { method: 'POST', url, headers: {} }, { secret: VOBIZ_TOKEN })

interface Sent {
  readonly status: number
  readonly body: string
}

async function send(
  app: string,
  path: string,
  {
    signer,
    signed = CALL,
    sent = signed,
    signedPath = path,
  }: {
    readonly signer?: Signer
    readonly signed?: Params
    readonly sent?: Params
    readonly signedPath?: string
  },
): Promise<Sent> {
  const headers = signer?.(PUBLIC_URL + signedPath, signed) ?? {}
  const response = await fetch(app + path, { method: 'POST', headers, body: new URLSearchParams(sent) })
  return { status: response.status, body: await response.text() }
}

const statusOf = async (app: string, signer: Signer, options: Omit<Parameters<typeof send>[2], 'signer'> = {}) =>
  (await send(app, '/voice/answer', { signer, ...options })).status

const both = { PLIVO_AUTH_TOKEN: PLIVO_TOKEN, VOBIZ_AUTH_TOKEN: VOBIZ_TOKEN }

describePython('the Flask example', () => {
  beforeAll(async () => {
    python = await getPythonWithPlivo()
  }, 300_000)

  it('passes its own tests, and serves Plivo alone, as it is', async () => {
    const folder = copyExample()
    await run(python, ['-B', '-m', 'unittest'], { cwd: folder })
    const app = await start(folder, both)
    expect((await send(app, '/voice/answer', { signer: asPlivo })).body).toContain('<GetDigits')
    expect(await statusOf(app, asPlivo, { sent: { ...CALL, To: '19005550199' } })).toBe(403)
    expect(await statusOf(app, asVobiz)).toBe(403)
    expect((await send(app, '/voice/answer', {})).status).toBe(403)
  })

  it('accepts both providers after migrate, and passes its own tests still', async () => {
    const folder = copyExample()
    const { changes, findings } = await migrate(folder, 'both')
    expect(changes.map(({ file }) => file).filter((file) => file.endsWith('.py'))).toEqual([
      'plivo_auth.py',
      'vobiz_signatures.py',
    ])
    expect(findings.filter(({ file }) => file === 'plivo_auth.py').map(({ code }) => code)).toContain(
      'signature-body-unsigned',
    )
    await run(python, ['-B', '-m', 'unittest'], { cwd: folder })

    const app = await start(folder, both)
    expect((await send(app, '/voice/answer', { signer: asPlivo })).body).toContain('<GetDigits')
    expect((await send(app, '/voice/answer', { signer: asVobiz })).body).toContain('<GetDigits')
    expect(await statusOf(app, asPlivo, { sent: { ...CALL, To: '19005550199' } })).toBe(403)
    expect(await statusOf(app, asPlivo, { signedPath: '/voice/ring' })).toBe(403)
    expect(await statusOf(app, asVobiz, { signedPath: '/voice/ring' })).toBe(403)
    // A Vobiz signature does not cover the body: the migration says so at the site.
    expect(await statusOf(app, asVobiz, { sent: { ...CALL, To: '19005550199' } })).toBe(200)
    expect((await send(app, '/voice/answer', {})).status).toBe(403)
    const crossed: Signer = (url, params) => ({
      ...asVobiz(url, params),
      'X-Vobiz-Signature-V3': 'A'.repeat(43).concat('='),
    })
    expect(await statusOf(app, crossed)).toBe(403)
  })

  it('refuses Vobiz, and no less, while its token is not set', async () => {
    const folder = copyExample()
    await migrate(folder, 'both')
    const app = await start(folder, { PLIVO_AUTH_TOKEN: PLIVO_TOKEN })
    const forged: Signer = (url) => sign('vobiz', { method: 'POST', url, headers: {} }, { secret: 'None' })
    expect(await statusOf(app, asPlivo)).toBe(200)
    expect(await statusOf(app, asVobiz)).toBe(403)
    expect(await statusOf(app, forged)).toBe(403)
  })

  it('accepts Vobiz alone at the end, at once or after both', async () => {
    const folder = copyExample()
    await migrate(folder, 'both')
    await migrate(folder, 'vobiz')
    const atOnce = copyExample()
    await migrate(atOnce, 'vobiz')
    // The client comes from the package that Vobiz publishes, which the migration lists among the requirements.
    const before = python
    cleanUps.push(() => {
      python = before
    })
    python = await getPythonWith([join(folder, 'requirements.txt')])
    expect(readFileSync(join(folder, 'calls.py'), 'utf8')).toContain('vobiz.RestClient(')
    for (const file of ['plivo_auth.py', 'vobiz_signatures.py', 'calls.py', 'settings.py', 'requirements.txt'])
      expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(atOnce, file), 'utf8'))

    const app = await start(folder, both)
    expect((await send(app, '/voice/answer', { signer: asVobiz })).status).toBe(200)
    expect(await statusOf(app, asVobiz, { signedPath: '/voice/ring' })).toBe(403)
    expect(await statusOf(app, asPlivo)).toBe(403)
    expect((await send(app, '/voice/answer', {})).status).toBe(403)
  })

  it('is left alone by a second run', async () => {
    const folder = copyExample()
    for (const target of ['both', 'vobiz'] as const) {
      await migrate(folder, target)
      expect((await plan({ cwd: folder, target })).changes).toEqual([])
    }
    expect(existsSync(join(folder, 'vobiz_signatures.py'))).toBe(true)
  })
})
