import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { addShim } from './demo/add-shim.ts'
import { createDeployment } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { findErrors, playRecorded } from './demo/recorded-calls.ts'
import { runCli } from './demo/run-cli.ts'
import { type RunningApp, startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'
import { startGateway } from './languages/start-gateway.ts'

/** The examples of four frameworks: migrated by the command, started, and called as both providers did once. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
const start = (folder: string, entry: string): Promise<RunningApp> => startApp({ folder, entry }, deployment, cleanUp)

/** How an example is run. */
interface Host {
  readonly name: string
  /** What stands for the cut-over in the example: nobody has it before, and it goes when Plivo does. */
  readonly ofCutOver: readonly string[]
  readonly start: (folder: string) => Promise<RunningApp>
  /** Starts it with what the guides put in front for the cut-over. */
  readonly startBoth: (folder: string) => Promise<Pick<RunningApp, 'url'>>
}

const TSX = import.meta.resolve('tsx/esm/api')
function startTypeScript(folder: string, program: string): Promise<RunningApp> {
  writeFileSync(
    join(folder, 'run.mjs'),
    `import { register } from '${TSX}'\nregister()\nawait import('./${program}')\n`,
  )
  return start(folder, 'run.mjs')
}

/** A server of Next.js of its own, as for production; the packages are linked from far outside of the copy. */
const NEXT = `import { createServer } from 'node:http'
import next from 'next'

const app = next({ dev: false, dir: import.meta.dirname })
await app.prepare()
const server = createServer(app.getRequestHandler())
server.listen(Number(process.env.PORT), process.env.HOST, () => console.log('listening on port ' + server.address().port))
`
function startNext(folder: string): Promise<RunningApp> {
  writeFileSync(join(folder, 'next.config.mjs'), "export default { turbopack: { root: '/' } }\n")
  writeFileSync(join(folder, 'run.mjs'), NEXT)
  const env = { PATH: process.env.PATH, NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: folder, env, stdio: 'pipe' })
  return start(folder, 'run.mjs')
}

const HOSTS: readonly Host[] = [
  {
    name: 'express-ivr',
    ofCutOver: [],
    start: (folder) => start(folder, 'server.js'),
    startBoth: (folder) => {
      addShim(folder)
      return start(folder, 'server.js')
    },
  },
  {
    name: 'fastify-ivr',
    ofCutOver: ['server-both.js'],
    start: (folder) => start(folder, 'server.js'),
    startBoth: (folder) => start(folder, 'server-both.js'),
  },
  {
    name: 'nest-ivr',
    ofCutOver: ['src/main-both.ts', 'src/main-both-fastify.ts'],
    start: (folder) => startTypeScript(folder, 'src/main.ts'),
    startBoth: (folder) => startTypeScript(folder, 'src/main-both.ts'),
  },
  {
    name: 'next-ivr',
    ofCutOver: [],
    start: startNext,
    startBoth: async (folder) => startGateway((await startNext(folder)).url, deployment, cleanUp),
  },
]

/** Tests play Plivo\u2019s side of a call, so they name it for as long as they are there. */
const copy = ({ name, ofCutOver }: Host, { isFinal = false } = {}): string =>
  copyExample(cleanUp, { name, leftOut: isFinal ? [...ofCutOver, 'test'] : [] })

const migrate = async (folder: string, target: 'both' | 'vobiz'): Promise<string> =>
  (await runCli(folder, ['migrate', '.', '--target', target, '--write', '--force'])).stdout

/** Code and manifests; pages for people and samples of settings, of which nothing is ever deleted, are not. */
function listCode(folder: string, inside = folder): readonly string[] {
  return readdirSync(inside, { withFileTypes: true }).flatMap((entry) => {
    const path = join(inside, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listCode(folder, path)
    return /\.(?:[cm]?[jt]s|json)$/.test(entry.name) ? [relative(folder, path)] : []
  })
}

describe.each(HOSTS)('$name', (host) => {
  it('takes recorded calls of both once migrated, and answers each in its own dialect', {
    timeout: 300_000,
  }, async () => {
    const folder = copy(host)
    await migrate(folder, 'both')
    expect(await migrate(folder, 'both')).toContain('0 written')
    const app = await host.startBoth(folder)
    const plivo = await playRecorded(app, 'plivo', deployment)
    const vobiz = await playRecorded(app, 'vobiz', deployment)
    expect([plivo.statuses, plivo.forged]).toEqual([[200], 403])
    expect([vobiz.statuses, vobiz.forged]).toEqual([[200], 403])
    expect(plivo.replies[0]).toContain('<GetDigits')
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(findErrors)).toEqual([])
  })

  it('takes recorded calls of Vobiz alone after the last migration', { timeout: 300_000 }, async () => {
    const folder = copy(host, { isFinal: true })
    await migrate(folder, 'vobiz')
    const app = await host.start(folder)
    const vobiz = await playRecorded(app, 'vobiz', deployment)
    expect([vobiz.statuses, vobiz.forged]).toEqual([[200], 403])
    expect(vobiz.replies[0]).toContain('<Gather')
    expect(vobiz.replies.flatMap(findErrors)).toEqual([])
    expect((await playRecorded(app, 'plivo', deployment)).statuses).toEqual([403])
  })

  it('does not name Plivo any more but for our packages, whether migrated in one step or in two', async () => {
    const [once, twice] = [copy(host, { isFinal: true }), copy(host, { isFinal: true })]
    await migrate(once, 'vobiz')
    await migrate(twice, 'both')
    await migrate(twice, 'vobiz')
    for (const folder of [once, twice]) rmSync(join(folder, '.plivo-to-vobiz'), { recursive: true })
    expect(listCode(once).length).toBeGreaterThan(3)
    expect(listCode(twice)).toEqual(listCode(once))
    for (const file of listCode(once)) {
      const text = readFileSync(join(once, file), 'utf8')
      expect(`${file} ${text}`.replaceAll('@plivo-to-vobiz/', '')).not.toMatch(/plivo/i)
      expect(readFileSync(join(twice, file), 'utf8')).toBe(text)
    }
  })
})
