import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply, plan, type Target } from '@plivo-to-vobiz/codemods'
import { createCaller, type ProbeKind, type ProbeResult } from '@plivo-to-vobiz/simulator'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { createDeployment, URLS } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { APPS, type ExampleApp } from './languages/apps.ts'
import { describeApp } from './languages/describe-app.ts'
import { REPLACEMENTS, replaceCheck } from './languages/replace-check.ts'
import { startProcess } from './languages/start-process.ts'

/**
 * The journey of a team that puts the verifier file of its language into its code base: the example applications with
 * their old check replaced, called by both providers without gateway or shim. What they decide before is tested in
 * gateway-languages.test.ts.
 */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
const { publicUrl, plivoToken, vobizToken } = deployment

function copyApp({ folder }: ExampleApp): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), `${folder}-`)))
  cleanUp.add(() => rmSync(copy, { recursive: true, force: true }))
  cpSync(join(ROOT, 'docs/examples', folder), copy, {
    recursive: true,
    filter: (file) => !/__pycache__|\/target$/.test(file),
  })
  return copy
}

async function start(app: ExampleApp, folder: string, vobiz: string | undefined): Promise<string> {
  const launch = await app.prepare(folder)
  const tokens = { PLIVO_AUTH_TOKEN: plivoToken, ...(vobiz === undefined ? {} : { VOBIZ_AUTH_TOKEN: vobiz }) }
  return (await startProcess({ cwd: folder, ...launch, env: { ...tokens, ...launch.env } }, cleanUp)).url
}

const statuses = ({ exchanges }: ProbeResult): readonly (number | undefined)[] =>
  exchanges.map(({ reply }) => reply?.status)

const EXPECTED = {
  plivo: { unsigned: [403], tampered: [403], replayed: [200, 403], 'wrong-secret': [403] },
  // Vobiz signs no body: the file cannot tell a replay, and its documentation says so.
  vobiz: { unsigned: [403], tampered: [403], replayed: [200, 200], 'wrong-secret': [403] },
} as const

async function probeAll(provider: 'plivo' | 'vobiz', app: string): Promise<Record<string, unknown>> {
  const secret = provider === 'plivo' ? plivoToken : vobizToken
  const caller = createCaller({ provider, app, publicUrl, secret })
  const found: Record<string, unknown> = {}
  for (const kind of Object.keys(EXPECTED[provider]) as ProbeKind[])
    found[kind] = statuses(await caller.probe(kind, { url: URLS.answer, otherUrl: URLS.hangup }))
  return found
}

/** Applications that the tool migrates by itself. The checks of the Ruby and PHP ones are written by hand. */
const MIGRATED = ['Django', 'Go', 'Sinatra', 'PHP', 'Spring Boot']

async function migrate(folder: string, target: Target): Promise<void> {
  const { skipped } = await apply(await plan({ cwd: folder, target }), { force: true })
  expect(skipped).toEqual([])
  expect((await plan({ cwd: folder, target })).changes).toEqual([])
}

/** Puts a verifier into a copy of the application, by hand or by the tool. */
const CHANGES: readonly { readonly name: string; readonly change: (folder: string) => Promise<void> | void }[] = [
  ...MIGRATED.map((name) => ({ name, change: (folder: string) => migrate(folder, 'both') })),
  ...REPLACEMENTS.map((replacement) => ({
    name: replacement.app,
    change: (folder: string) => replaceCheck(folder, replacement),
  })),
]

for (const app of APPS) {
  const change = CHANGES.find(({ name }) => name === app.name)?.change
  if (change === undefined) continue
  describeApp(app, () => {
    it('accepts both providers with the verifier file, and nobody else', async () => {
      const folder = copyApp(app)
      await change(folder)
      const url = await start(app, folder, vobizToken)
      expect(await probeAll('plivo', url)).toEqual(EXPECTED.plivo)
      expect(await probeAll('vobiz', url)).toEqual(EXPECTED.vobiz)
    }, 300_000)

    it('accepts Plivo alone while the token of Vobiz is not set', async () => {
      const folder = copyApp(app)
      await change(folder)
      const url = await start(app, folder, undefined)
      expect(await probeAll('plivo', url)).toEqual(EXPECTED.plivo)
      for (const secret of [vobizToken, 'None', 'null', 'false', plivoToken]) {
        const probe = await createCaller({ provider: 'vobiz', app: url, publicUrl, secret }).probe('replayed', {
          url: URLS.answer,
        })
        expect(statuses(probe), secret).toEqual([403, 403])
      }
    }, 300_000)

    if (!MIGRATED.includes(app.name)) return
    it('accepts Vobiz alone once it is migrated for good, at once or after the cut-over', async () => {
      for (const targets of [['vobiz'], ['both', 'vobiz']] as const) {
        const folder = copyApp(app)
        for (const target of targets) await migrate(folder, target)
        const url = await start(app, folder, vobizToken)
        expect(await probeAll('vobiz', url)).toEqual(EXPECTED.vobiz)
        for (const secret of [plivoToken, vobizToken]) {
          const probe = await createCaller({ provider: 'plivo', app: url, publicUrl, secret }).probe('replayed', {
            url: URLS.answer,
          })
          expect(statuses(probe)).toEqual([403, 403])
        }
      }
    }, 300_000)
  })
}
