import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply, plan, type Target } from '@plivo-to-vobiz/codemods'
import { afterAll, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { describeSdk } from './plivo-sdks.ts'

/**
 * A Spring Boot application whose actions take the signature headers as parameters, started for real with Plivo's
 * package: as it was, rewritten for both providers, and rewritten for Vobiz alone.
 */
const ADDRESS = 'https://ivr.example.com/voice'
const PARAMS = { CallUUID: '7c6a5b1e-0000-4000-8000-000000000001', From: '14155550100', Event: 'StartApp' }
const TOKENS = { plivo: 'plivo-token-of-the-oracle', vobiz: 'vobiz-token-of-the-oracle' }
const NONCE = '12345678901234567890'

const hash = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')
const toFields = (params: Record<string, string>): string =>
  Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => key + value)
    .join('')

type Signed = Record<string, string>
const signPlivo = (path: string, token = TOKENS.plivo): Signed => ({
  'X-Plivo-Signature-V2': hash(token, ADDRESS + path + NONCE),
  'X-Plivo-Signature-V2-Nonce': NONCE,
  'X-Plivo-Signature-V3': hash(token, `${ADDRESS}${path}?${toFields(PARAMS)}.${NONCE}`),
  'X-Plivo-Signature-V3-Nonce': NONCE,
})
const signVobiz = (path: string, token = TOKENS.vobiz): Signed => ({
  'X-Vobiz-Signature-V2': hash(token, ADDRESS + path + NONCE),
  'X-Vobiz-Signature-V2-Nonce': NONCE,
  'X-Vobiz-Signature-V3': hash(token, `${ADDRESS}${path}.${NONCE}`),
  'X-Vobiz-Signature-V3-Nonce': NONCE,
})
const without = (headers: Signed, part: RegExp): Signed =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !part.test(name)))
const rename = (headers: Signed, from: string, to: string): Signed =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace(from, to), value]))

interface Sent {
  readonly headers: (path: string) => Signed
  readonly params?: Record<string, string>
  /** Variants that have to accept it; `v2` those that do where only V2 is checked, which leaves the body out. */
  readonly accept: readonly string[]
  readonly v2?: readonly string[]
}

const GENUINE = ['original', 'both']
const REQUESTS: Readonly<Record<string, Sent>> = {
  'Plivo, genuine': { headers: signPlivo, accept: GENUINE },
  'Plivo, sent again': { headers: signPlivo, accept: GENUINE },
  'Plivo, body changed': { headers: signPlivo, params: { ...PARAMS, From: '1' }, accept: [], v2: GENUINE },
  'Plivo, signed with another token': { headers: (path) => signPlivo(path, 'x'), accept: [] },
  'Plivo, replayed at another address': { headers: () => signPlivo('/other'), accept: [] },
  'Plivo, without a nonce': { headers: (path) => without(signPlivo(path), /Nonce/), accept: [] },
  'Plivo, without a signature': { headers: (path) => without(signPlivo(path), /V[23]$/), accept: [] },
  'Vobiz, genuine': { headers: signVobiz, accept: ['both', 'vobiz'] },
  'Vobiz, replayed at another address': { headers: () => signVobiz('/other'), accept: [] },
  'Vobiz, signed with another token': { headers: (path) => signVobiz(path, 'x'), accept: [] },
  'Vobiz, without a nonce': { headers: (path) => without(signVobiz(path), /Nonce/), accept: [] },
  'Vobiz, without a signature': { headers: (path) => without(signVobiz(path), /V[23]$/), accept: [] },
  "Plivo's signature under the names of Vobiz": {
    headers: (path) => rename(signPlivo(path, 'x'), 'Plivo', 'Vobiz'),
    accept: [],
  },
  'with empty headers': {
    headers: (path) => Object.fromEntries(Object.keys({ ...signPlivo(path) }).map((name) => [name, ''])),
    accept: [],
  },
  'without headers': { headers: () => ({}), accept: [] },
}

const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')
const HERE = join(import.meta.dirname, 'java')

/** The packages of a project, fetched once. */
function getClassPath(name: string, project: string, settings: readonly string[]): string {
  const file = join(CACHE, `${name}.classpath`)
  const isFresh = existsSync(file) && readFileSync(file, 'utf8').split(':').every(existsSync)
  mkdirSync(CACHE, { recursive: true })
  const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${file}`, ...settings]
  if (!isFresh) execFileSync('mvn', ['--quiet', '--batch-mode', '-f', project, ...goal], { stdio: 'pipe' })
  return readFileSync(file, 'utf8')
}

/** Sends every request to every action; the status of each. */
async function callAll(folder: string, classPath: string): Promise<Record<string, Record<string, number>>> {
  const sources = ['VoiceController.java', 'VobizSignatures.java'].filter((file) => existsSync(join(folder, file)))
  execFileSync('javac', ['-nowarn', '-cp', classPath, '-d', 'out', ...sources], { cwd: folder, stdio: 'pipe' })
  const env = {
    PATH: process.env.PATH,
    PLIVO_AUTH_TOKEN: TOKENS.plivo,
    VOBIZ_AUTH_TOKEN: TOKENS.vobiz,
    SERVER_PORT: '0',
    SERVER_ADDRESS: '127.0.0.1',
  }
  const args = ['-cp', `out:${classPath}`, 'com.example.calls.VoiceController']
  const app = spawn('java', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    let log = ''
    for await (const chunk of app.stdout) {
      log += chunk
      if (/Tomcat started on port\(s\): \d+/.test(log)) break
    }
    const port = /Tomcat started on port\(s\): (\d+)/.exec(log)?.[1]
    const found: Record<string, Record<string, number>> = {}
    for (const path of ['/required', '/optional', '/preset', '/second']) {
      const statuses: Record<string, number> = {}
      for (const [label, { headers, params = PARAMS }] of Object.entries(REQUESTS)) {
        const body = new URLSearchParams(params)
        const reply = await fetch(`http://127.0.0.1:${port}/voice${path}`, {
          method: 'POST',
          headers: headers(path),
          body,
        })
        statuses[label] = reply.status
      }
      found[path] = statuses
    }
    return found
  } finally {
    app.kill()
    if (app.exitCode === null) await once(app, 'exit')
  }
}

const root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-injected-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function migrate(name: string, targets: readonly Target[]): Promise<string> {
  const folder = join(root, name)
  mkdirSync(folder)
  cpSync(join(HERE, 'VoiceController.java'), join(folder, 'VoiceController.java'))
  for (const target of targets) await apply(await plan({ cwd: folder, target }), { force: true })
  return folder
}

const SDKS = { 'plivo-java 5': '5.46.3', 'plivo-java 4': '4.15.0' }
const VARIANTS: readonly (readonly [string, readonly Target[]])[] = [
  ['original', []],
  ['both', ['both']],
  ['vobiz', ['both', 'vobiz']],
]

for (const [name, version] of Object.entries(SDKS)) {
  describeSdk({ name, tools: { java: '-version', javac: '-version', mvn: '-version' } }, () => {
    it.each(VARIANTS)(
      'parameters that Spring fills, as they are: %s',
      { timeout: 300_000 },
      async (variant, targets) => {
        const spring = getClassPath('spring-boot', join(ROOT, 'docs/examples/java-ivr/pom.xml'), [])
        const sdk = getClassPath(`plivo-java-${version}`, join(HERE, 'pom.xml'), [`-Dplivo.version=${version}`])
        const folder = await migrate(`${variant}-${version}`, targets)
        const statuses = await callAll(folder, `${sdk}:${spring}`)
        for (const [path, found] of Object.entries(statuses)) {
          const accepted = Object.keys(found).filter((label) => found[label] === 200)
          const wanted = Object.entries(REQUESTS).flatMap(([label, { accept, v2 = [] }]) =>
            [...accept, ...(path === '/second' ? v2 : [])].includes(variant) ? [label] : [],
          )
          expect(accepted, path).toEqual(wanted)
          // Refused, and never by a failure of the code behind the parameters.
          for (const [label, status] of Object.entries(found))
            if (variant !== 'original') expect([200, 400, 401, 403], `${path} ${label}`).toContain(status)
        }
        // What the framework answered because the parameter was required is for the check to answer while there are two.
        expect(statuses['/required']?.['without headers']).toBe(variant === 'both' ? 403 : 400)
      },
    )
  })
}
