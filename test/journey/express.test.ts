import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import {
  type CallProvider,
  type CallScript,
  compareCalls,
  listOtherReadings,
  type Readings,
  type Transcript,
} from '@plivo-to-vobiz/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { addShim } from './demo/add-shim.ts'
import { sendBadRequests } from './demo/bad-requests.ts'
import { countSteps, type LoggedCall, readCallLog } from './demo/call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL, VOICEMAIL_CALL } from './demo/calls.ts'
import { checkEvidence } from './demo/check.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { runCli } from './demo/run-cli.ts'
import { type RunningApp, type Start, startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'
import { putShimInFront } from './parity/shim-in-front.ts'

/** The journey of a team: the same application before, during and after, called by both providers. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
const PROVIDERS: readonly CallProvider[] = ['plivo', 'vobiz']

const start = (how: Start): Promise<RunningApp> => startApp(how, deployment, cleanUp)

const call = (provider: CallProvider, app: RunningApp, script: CallScript, readings: Partial<Readings> = {}) =>
  createCallerFor(provider, app, deployment, readings).call(script)

const problems = ({ entries }: Transcript): readonly string[] =>
  entries.flatMap((entry) => entry.problems.map(({ severity, message }) => `${severity}: ${message}`))

const statuses = ({ entries }: Transcript): readonly (number | undefined)[] =>
  entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry.reply?.status] : []))

const logged = async (app: RunningApp, { callUuid }: Transcript): Promise<LoggedCall | undefined> =>
  (await readCallLog(app)).find(({ id }) => id === callUuid)

async function migrate(folder: string, target: 'both' | 'vobiz'): Promise<string> {
  return (await runCli(folder, ['migrate', '.', '--target', target, '--write', '--force'])).stdout
}

describe('the example as it is', () => {
  it('passes its own tests', async () => {
    const folder = copyExample(cleanUp)
    // Without a reporter named, Node 20 and Node 24 print different ones.
    const options = ['--test', '--test-reporter=tap', 'test/ivr.test.js']
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder })
    expect(stdout).toMatch(/# fail 0/)
  })

  it('takes calls from Plivo and none from Vobiz', async () => {
    const app = await start({ folder: copyExample(cleanUp) })
    const plivo = await call('plivo', app, SALES_CALL)
    expect(problems(plivo)).toEqual([])
    expect((await logged(app, plivo))?.steps).toEqual([
      'ringing',
      'menu',
      'pressed 1',
      'sales answer',
      'sales connected',
      'sales hangup',
      'dial completed',
      'hangup',
    ])
    const vobiz = await call('vobiz', app, SALES_CALL)
    expect(new Set(statuses(vobiz))).toEqual(new Set([403]))
    expect(vobiz.ok).toBe(false)
  })
})

describe('the unchanged example behind the shim', () => {
  it.each([
    [4, 'sales call', SALES_CALL],
    [4, 'voicemail call', VOICEMAIL_CALL],
    [5, 'sales call', SALES_CALL],
    [5, 'voicemail call', VOICEMAIL_CALL],
  ] as const)('takes, on Express %d, a %s from either provider', async (express, _name, script) => {
    const app = await start(putShimInFront(copyExample(cleanUp, { express })))
    for (const provider of PROVIDERS) {
      const transcript = await call(provider, app, script)
      expect(problems(transcript), provider).toEqual([])
      const entry = await logged(app, transcript)
      expect(countSteps(entry, 'hangup'), provider).toBe(1)
      expect(entry?.status).toBe('completed')
    }
  })

  it.each(listOtherReadings('vobiz').map((readings) => [JSON.stringify(readings), readings] as const))(
    'takes Vobiz calls under the reading %s',
    async (_name, readings) => {
      const app = await start(putShimInFront(copyExample(cleanUp)))
      const vobiz = await call('vobiz', app, SALES_CALL, readings)
      expect(problems(vobiz)).toEqual([])
      const plivo = await call('plivo', app, SALES_CALL)
      expect((await logged(app, vobiz))?.steps).toEqual((await logged(app, plivo))?.steps)
      const voicemail = await call('vobiz', app, VOICEMAIL_CALL, readings)
      expect(problems(voicemail)).toEqual([])
      expect(countSteps(await logged(app, voicemail), 'hangup')).toBe(1)
    },
  )

  it('loses nothing of a voicemail but the words after it', async () => {
    const app = await start(putShimInFront(copyExample(cleanUp)))
    const plivo = await call('plivo', app, VOICEMAIL_CALL)
    const vobiz = await call('vobiz', app, VOICEMAIL_CALL)
    const heard = compareCalls(plivo, vobiz).differences.filter(({ about }) => about === 'caller')
    expect(heard).toEqual([
      {
        about: 'caller',
        rows: expect.arrayContaining(['C16']),
        explained: true,
        left: 'caller hears "Thank you. We will call you back."; call ends: the application hangs up',
        right: 'call ends: the instructions are used up',
      },
    ])
    const [before, after] = [await logged(app, plivo), await logged(app, vobiz)]
    expect(after?.message).toMatch(/^https:\/\/media\.example\.com\//)
    expect(before?.steps.filter((step) => !after?.steps.includes(step))).toEqual([])
  })

  it('refuses bad requests of either provider', async () => {
    const app = await start(putShimInFront(copyExample(cleanUp)))
    for (const provider of PROVIDERS) {
      for (const { kind, refused } of await sendBadRequests(createCallerFor(provider, app, deployment))) {
        expect(refused, `${provider} ${kind}`).toBe(true)
      }
    }
  })
})

describe('the migrated example with the shim', () => {
  it('does for Vobiz what it does for Plivo', async () => {
    const folder = copyExample(cleanUp)
    await migrate(folder, 'both')
    addShim(folder)
    const app = await start({ folder })
    const plivo = await call('plivo', app, SALES_CALL)
    const vobiz = await call('vobiz', app, SALES_CALL)
    const probes = []
    for (const provider of PROVIDERS)
      probes.push(...(await sendBadRequests(createCallerFor(provider, app, deployment))))
    const comparison = compareCalls(plivo, vobiz)
    const voicemail = await call('vobiz', app, VOICEMAIL_CALL)
    const checks = checkEvidence({ plivo, vobiz, voicemail, comparison, probes, log: await readCallLog(app) })
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(probes).toHaveLength(8)
  })

  it('is done after one migration', async () => {
    const folder = copyExample(cleanUp)
    await migrate(folder, 'both')
    const once = copyOf(folder)
    expect(await migrate(folder, 'both')).toContain('0 written')
    expect(copyOf(folder)).toEqual(once)
  })

  it('touches only what it said it would', async () => {
    const folder = copyExample(cleanUp)
    const before = copyOf(folder)
    const { stdout } = await runCli(folder, ['migrate', '.', '--target', 'both'])
    expect(copyOf(folder)).toEqual(before)
    await migrate(folder, 'both')
    const after = copyOf(folder)
    const changed = Object.keys(after).filter((file) => after[file] !== before[file])
    expect(changed.length).toBeGreaterThan(0)
    const isRecord = (file: string): boolean => file.startsWith('.plivo-to-vobiz/')
    for (const file of changed) expect(stdout).toContain(isRecord(file) ? file : `+++ b/${file}`)
  })
})

describe('the example migrated for Vobiz alone', () => {
  it('takes requests of Vobiz and refuses those of Plivo', async () => {
    const folder = copyExample(cleanUp)
    await migrate(folder, 'vobiz')
    const app = await start({ folder })
    const [ring, answer] = statuses(await call('vobiz', app, SALES_CALL))
    expect([ring, answer]).toEqual([200, 200])
    expect(new Set(statuses(await call('plivo', app, SALES_CALL)))).toEqual(new Set([403]))
    for (const { kind, refused } of await sendBadRequests(createCallerFor('plivo', app, deployment))) {
      // The genuine request of a replay is refused as well, which is what is wanted here.
      if (kind !== 'replayed') expect(refused, kind).toBe(true)
    }
  })
})

/** Text of every file of the copy by its path. */
function copyOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('node_modules'))
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
}
