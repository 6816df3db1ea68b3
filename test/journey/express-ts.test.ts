import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeployment } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { findErrors, type Played, playRecorded } from './demo/recorded-calls.ts'
import { runCli } from './demo/run-cli.ts'
import { type RunningApp, startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'

/** The TypeScript example before, during and after, called with recorded callbacks of both providers. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
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

async function play(app: RunningApp, provider: 'plivo' | 'vobiz'): Promise<Played> {
  const played = await playRecorded(app, provider, deployment)
  expect(played.forged).toBe(403)
  return played
}

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

describe('the TypeScript example', () => {
  it('takes recorded calls of Plivo and none of Vobiz as it is', async () => {
    const app = await start(copy())
    expect((await play(app, 'plivo')).statuses).toEqual([200])
    expect((await play(app, 'vobiz')).statuses).toEqual([403])
  })

  it('takes recorded calls of both once migrated, and answers each in its own dialect behind the shim', async () => {
    const folder = copy()
    await migrate(folder, 'both')
    addShim(folder)
    const app = await start(folder)
    const [plivo, vobiz] = [await play(app, 'plivo'), await play(app, 'vobiz')]
    expect([plivo.statuses, vobiz.statuses]).toEqual([[200], [200]])
    expect(plivo.replies[0]).toContain('<GetDigits')
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(findErrors)).toEqual([])
    expect(await migrate(folder, 'both')).toContain('0 written')
  })

  it('takes recorded calls of Vobiz alone after the last migration, in VobizXML, without the shim', async () => {
    const folder = copy()
    await migrate(folder, 'vobiz')
    const app = await start(folder)
    const vobiz = await play(app, 'vobiz')
    expect(vobiz.statuses).toEqual([200])
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(findErrors)).toEqual([])
    expect((await play(app, 'plivo')).statuses).toEqual([403])
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
