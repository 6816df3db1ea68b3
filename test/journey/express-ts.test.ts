import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sign } from '@plivo-to-vobiz/signatures'
import { lint } from '@plivo-to-vobiz/voice-xml'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeployment } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { runCli } from './demo/run-cli.ts'
import { type RunningApp, startApp } from './demo/start-app.ts'
import { copyExample, ROOT } from './demo/workspace.ts'

/** The TypeScript example before, during and after, called with recorded callbacks of both providers. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
type Provider = 'plivo' | 'vobiz'
const RECORDED = join(ROOT, 'test/recorded/callbacks')

/** Recorded bodies of a provider's callbacks of a kind. */
const recorded = (provider: Provider, kind: string): readonly string[] =>
  readdirSync(RECORDED)
    .filter((file) => new RegExp(`^${provider}-\\d+-${kind}`).test(file))
    .map((file) => readFileSync(join(RECORDED, file), 'utf8'))

function copy(): string {
  const folder = copyExample(cleanUp, { name: 'express-ts-ivr' })
  const loader = import.meta.resolve('tsx/esm/api')
  writeFileSync(
    join(folder, 'run.mjs'),
    `import { register } from '${loader}'\nregister()\nawait import('./src/server.ts')\n`,
  )
  return folder
}

const migrate = async (folder: string, target: 'both' | 'vobiz'): Promise<string> =>
  (await runCli(folder, ['migrate', '.', '--target', target, '--write', '--force'])).stdout

const start = (folder: string): Promise<RunningApp> => startApp({ folder, entry: 'run.mjs' }, deployment, cleanUp)

/** Posts a recorded body as its provider would. */
async function post(
  app: RunningApp,
  { provider, path, body, secret }: { provider: Provider; path: string; body: string; secret?: string },
): Promise<{ readonly status: number; readonly text: string }> {
  const token = secret ?? (provider === 'plivo' ? deployment.plivoToken : deployment.vobizToken)
  const url = deployment.publicUrl + path
  const headers = sign(provider, { method: 'POST', url, headers: {}, rawBody: body }, { secret: token })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await fetch(app.url + path, { method: 'POST', headers: { ...type, ...headers }, body })
  return { status: response.status, text: await response.text() }
}

/** Plays every recorded answer and hangup of a provider, and one that is forged. */
async function play(
  app: RunningApp,
  provider: Provider,
): Promise<{ readonly statuses: readonly number[]; readonly replies: readonly string[] }> {
  const answers = recorded(provider, 'answer')
  const hangups = recorded(provider, 'hangup')
  expect(answers.length).toBeGreaterThan(1)
  expect(hangups.length).toBeGreaterThan(1)
  const results = []
  for (const body of answers) results.push(await post(app, { provider, path: '/voice/answer', body }))
  const digits = recorded(provider, provider === 'plivo' ? 'get-digits' : 'gather-dtmf')
  expect(digits).toHaveLength(1)
  for (const digit of ['1', '2']) {
    const body = digits.join('').replace(/Digits=[^&]*/, `Digits=${digit}`)
    results.push(await post(app, { provider, path: '/voice/menu', body }))
  }
  const ends = []
  for (const body of hangups) ends.push(await post(app, { provider, path: '/voice/hangup', body }))
  const forged = await post(app, { provider, path: '/voice/answer', body: answers[0] ?? '', secret: 'not-the-token' })
  expect(forged.status).toBe(403)
  return { statuses: [...results, ...ends].map(({ status }) => status), replies: results.map(({ text }) => text) }
}

const only = (statuses: readonly number[]): readonly number[] => [...new Set(statuses)]

/** Puts the shim in front, as the guide says. */
function addShim(folder: string): void {
  const path = join(folder, 'src/app.ts')
  const text = readFileSync(path, 'utf8')
  const shim = `  app.use(expressIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN ?? '' },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN ?? '' },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/voice'],
    routes: { answer: '/voice/answer', hangup: '/voice/hangup' },
  }));
`
  const lines = text.replace(/^ {2}const app = express\(\);?\n/m, (line) => line + shim)
  writeFileSync(path, `import { expressIntercept } from '@plivo-to-vobiz/shim/express';\n${lines}`)
}

const errors = (xml: string): readonly string[] =>
  lint(xml, 'vobiz')
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code)

describe('the TypeScript example', () => {
  it('takes recorded calls of Plivo and none of Vobiz as it is', async () => {
    const app = await start(copy())
    expect(only((await play(app, 'plivo')).statuses)).toEqual([200])
    expect(only((await play(app, 'vobiz')).statuses)).toEqual([403])
  })

  it('takes recorded calls of both once migrated, and answers each in its own dialect behind the shim', async () => {
    const folder = copy()
    await migrate(folder, 'both')
    addShim(folder)
    const app = await start(folder)
    const [plivo, vobiz] = [await play(app, 'plivo'), await play(app, 'vobiz')]
    expect([only(plivo.statuses), only(vobiz.statuses)]).toEqual([[200], [200]])
    expect(plivo.replies[0]).toContain('<GetDigits')
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(errors)).toEqual([])
    expect(await migrate(folder, 'both')).toContain('0 written')
  })

  it('takes recorded calls of Vobiz alone after the last migration, in VobizXML, without the shim', async () => {
    const folder = copy()
    await migrate(folder, 'vobiz')
    const app = await start(folder)
    const vobiz = await play(app, 'vobiz')
    expect(only(vobiz.statuses)).toEqual([200])
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(errors)).toEqual([])
    expect(only((await play(app, 'plivo')).statuses)).toEqual([403])
  })

  it('does not name Plivo any more but for our packages, whether migrated in one step or in two', async () => {
    const [once, twice] = [copy(), copy()]
    await migrate(once, 'vobiz')
    await migrate(twice, 'both')
    await migrate(twice, 'vobiz')
    for (const file of ['package.json', ...readdirSync(join(once, 'src')).map((name) => join('src', name))]) {
      const text = readFileSync(join(once, file), 'utf8')
      expect(text.replaceAll('@plivo-to-vobiz/', '')).not.toMatch(/plivo/i)
      expect(readFileSync(join(twice, file), 'utf8')).toBe(text)
    }
  })
})
