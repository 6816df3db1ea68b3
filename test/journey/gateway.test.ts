import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallProvider, CallScript, Transcript } from '@plivo-to-vobiz/simulator'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { describePython, getPythonWithPlivo } from '../oracle/python.ts'
import { sendBadRequests } from './demo/bad-requests.ts'
import { countSteps, readCallLog } from './demo/call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL, VOICEMAIL_CALL } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { type RunningApp, startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'

/** The journey of a team that changes nothing: its application behind the command, called by both providers. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
const PROVIDERS: readonly CallProvider[] = ['plivo', 'vobiz']
const ROUTES = ['--answer-path', '/voice/answer', '--ring-path', '/voice/ring', '--hangup-path', '/voice/hangup']

interface Started {
  /** What the pattern's group matched. */
  readonly found: string
  readonly printed: () => string
}

/** Waits until what a process prints matches. */
async function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<Started> {
  cleanUp.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
  while (child.exitCode === null) {
    const found = pattern.exec(printed)?.[1]
    if (found !== undefined) return { found, printed: () => printed }
    await Promise.race([once(child, 'exit'), ...[child.stdout, child.stderr].map((out) => out && once(out, 'data'))])
  }
  throw new Error(`the process ended with ${child.exitCode}:\n${printed}`)
}

const COMMAND =
  "import('plivo-to-vobiz').then(async ({ main }) => { process.exitCode = await main(process.argv.slice(1)) })"

interface RunningGateway extends RunningApp {
  readonly child: ChildProcess
  readonly printed: () => string
}

async function startGateway(upstream: string): Promise<RunningGateway> {
  const source = ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx')]
  const command = ['gateway', '--upstream', upstream, '--listen', '0', '--public-url', deployment.publicUrl]
  const child = spawn(
    process.execPath,
    [...source, '--eval', COMMAND, '--', ...command, '--path', '/voice', ...ROUTES],
    {
      cwd: join(ROOT, 'test'),
      env: {
        PATH: process.env.PATH,
        PLIVO_AUTH_TOKEN: deployment.plivoToken,
        VOBIZ_AUTH_TOKEN: deployment.vobizToken,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const { found, printed } = await waitForOutput(child, /gateway listening on 127\.0\.0\.1, port (\d+)/)
  return { url: `http://127.0.0.1:${found}`, child, printed, stop: async () => void child.kill('SIGTERM') }
}

const call = (provider: CallProvider, app: RunningApp, script: CallScript): Promise<Transcript> =>
  createCallerFor(provider, app, deployment).call(script)

const problems = ({ entries }: Transcript): readonly string[] =>
  entries.flatMap((entry) => entry.problems.map(({ severity, message }) => `${severity}: ${message}`))

describe('the unchanged Express example behind the gateway', () => {
  it.each([
    ['sales call', SALES_CALL],
    ['voicemail call', VOICEMAIL_CALL],
  ])('takes a %s from either provider, and hangs up once', async (_name, script) => {
    const gateway = await startGateway((await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)).url)
    const log = []
    for (const provider of PROVIDERS) {
      const transcript = await call(provider, gateway, script)
      expect(problems(transcript), provider).toEqual([])
      const entry = (await readCallLog(gateway)).find(({ id }) => id === transcript.callUuid)
      expect(countSteps(entry, 'hangup'), provider).toBe(1)
      log.push(entry)
    }
    const [plivo, vobiz] = log
    expect(plivo?.steps.filter((step) => !vobiz?.steps.includes(step))).toEqual([])
    expect(vobiz?.status).toBe(plivo?.status)
  })

  it('is not reached by bad requests of either provider', async () => {
    const gateway = await startGateway((await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)).url)
    for (const provider of PROVIDERS)
      for (const { kind, refused } of await sendBadRequests(createCallerFor(provider, gateway, deployment)))
        expect(refused, `${provider} ${kind}`).toBe(true)
  })

  it('may die: the gateway says so, prints no secret, and stops as told', async () => {
    const app = await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)
    const gateway = await startGateway(app.url)
    await app.stop()
    expect((await call('vobiz', gateway, SALES_CALL)).ok).toBe(false)
    expect(gateway.printed()).toContain('"code":"upstream-failed"')
    expect((await fetch(`${gateway.url}/_gateway/healthz`)).status).toBe(200)
    expect((await fetch(`${gateway.url}/_gateway/readyz`)).status).toBe(503)
    const exited = once(gateway.child, 'exit')
    await gateway.stop()
    expect(await exited).toEqual([0, null])
    for (const token of [deployment.plivoToken, deployment.vobizToken]) expect(gateway.printed()).not.toContain(token)
  })
})

describePython('the unchanged Flask example behind the gateway', () => {
  let python = ''
  beforeAll(async () => {
    python = await getPythonWithPlivo()
  }, 300_000)

  it('takes a sales call from either provider, and no bad request', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flask-ivr-'))
    cleanUp.add(() => rmSync(folder, { recursive: true, force: true }))
    cpSync(join(ROOT, 'docs/examples/flask-ivr'), folder, {
      recursive: true,
      filter: (source) => !source.includes('__pycache__'),
    })
    const child = spawn(python, ['-B', '-m', 'flask', 'run', '--port', '0'], {
      cwd: folder,
      env: { PATH: process.env.PATH, PUBLIC_URL: deployment.publicUrl, PLIVO_AUTH_TOKEN: deployment.plivoToken },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const gateway = await startGateway((await waitForOutput(child, /Running on (http:\/\/\S+)/)).found)
    for (const provider of PROVIDERS) {
      expect(problems(await call(provider, gateway, SALES_CALL)), provider).toEqual([])
      for (const { kind, refused } of await sendBadRequests(createCallerFor(provider, gateway, deployment)))
        expect(refused, `${provider} ${kind}`).toBe(true)
    }
  })
})
