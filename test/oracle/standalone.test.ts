import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { afterAll, describe, expect, it } from 'vitest'
import { apply } from '../../codemods/src/apply.ts'
import { plan } from '../../codemods/src/run.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'
import { readVectors, type Vector } from '../../packages/signatures/src/vectors.fixture.ts'
import { ROOT } from '../agreement/workspace.ts'

/** The verifier file of `migrate --standalone`: real tsc, real node, every vector of both providers. */

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const ARGUMENTS = `req.method, 'https://ivr.example.com' + req.originalUrl, req.get('X-Plivo-Signature-V3-Nonce'), process.env.PLIVO_AUTH_TOKEN, req.get('X-Plivo-Signature-V3'), req.body`
const REQUEST = `{ method: string; originalUrl: string; get: (name: string) => string | undefined; body: Record<string, string> }`

/** A code base of one form: its files before, and where the verifier comes to stand. */
const FORMS = {
  typescript: {
    files: {
      'src/check.ts': `import plivo from 'plivo'\n\nexport const check = (req: ${REQUEST}): boolean =>\n  plivo.validateV3Signature(${ARGUMENTS})\n`,
    },
    helper: 'src/vobiz-signatures.ts',
    specifier: "from './vobiz-signatures'",
  },
  module: {
    files: {
      'package.json': '{ "type": "module", "dependencies": { "plivo": "^4.0.0" } }\n',
      'lib/check.js': `import plivo from 'plivo'\n\nexport const check = (req) =>\n  plivo.validateV3Signature(${ARGUMENTS})\n`,
    },
    helper: 'vobiz-signatures.js',
    specifier: "from '../vobiz-signatures.js'",
  },
  commonjs: {
    files: {
      'package.json': '{ "dependencies": { "plivo": "^4.0.0" } }\n',
      'check.js': `const plivo = require('plivo')\n\nexports.check = (req) =>\n  plivo.validateV3Signature(${ARGUMENTS})\n`,
    },
    helper: 'vobiz-signatures.js',
    specifier: "require('./vobiz-signatures')",
  },
} as const

type Form = keyof typeof FORMS

async function migrate(form: Form, target: Target): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-standalone-'))
  folders.push(root)
  for (const [file, text] of Object.entries(FORMS[form].files)) {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  await apply(await plan({ paths: [root], target, standalone: true }), { force: true })
  return root
}

const headers: readonly HeaderRow[] = HEADERS

/** The value of the header that carries a role in a vector's scheme; empty where it is not there once. */
function readHeader({ scheme: id, input }: Vector, role: 'signature' | 'nonce'): string {
  const [provider, version, account = 'own'] = id.split('-')
  const row = headers.find(
    (one) =>
      one.provider === provider &&
      one.scheme === version &&
      one.role === role &&
      (role === 'nonce' || (one.account === 'main' ? 'ma' : 'own') === account),
  )
  const values = Object.entries(input.headers)
    .filter(([name]) => name.toLowerCase() === row?.name.toLowerCase())
    .flatMap(([, value]) => [value].flat())
  return values.length === 1 ? (values[0] ?? '') : ''
}

const getVerdict = (vector: Vector): boolean => (vector.hardened ?? vector.expected) === 'valid'
const vectors = ['plivo-v2', 'plivo-v3', 'vobiz'].flatMap((name) => readVectors(name))

const DRIVER = `
const calls = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
import(process.argv[2]).then((loaded) => {
  const { validateV3Signature, validateSignature } = loaded.validateV3Signature ? loaded : loaded.default
  console.log(JSON.stringify(calls.map(({ v2, method, url, nonce, token, signature, params }) =>
    v2 ? validateSignature(url, nonce, signature, token) : validateV3Signature(method, url, nonce, token, signature, params))))
})`

/** The verdicts of a verifier file under a Node of its own. */
function ask(file: string, toToken: (vector: Vector) => unknown): readonly boolean[] {
  const driver = join(file, '../driver.cjs')
  writeFileSync(driver, DRIVER)
  const calls = vectors.map((vector) => ({
    v2: vector.scheme.includes('-v2'),
    method: vector.input.method,
    url: vector.input.url,
    nonce: readHeader(vector, 'nonce'),
    signature: readHeader(vector, 'signature'),
    token: toToken(vector),
    params: vector.input.params,
  }))
  const output = execFileSync(process.execPath, [driver, file], { input: JSON.stringify(calls), encoding: 'utf8' })
  return JSON.parse(output)
}

const isOf = (provider: string, vector: Vector): boolean => vector.scheme.startsWith(provider)

/** Compiles a code base as a strict project and gives the folder of the output. */
function compile(root: string): string {
  mkdirSync(join(root, 'node_modules/plivo'), { recursive: true })
  mkdirSync(join(root, 'node_modules/@types'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(root, 'node_modules/@types/node'))
  const options = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--noUnusedLocals']
  const module = ['--module', 'commonjs', '--moduleResolution', 'bundler', '--target', 'es2022', '--esModuleInterop']
  const files = readdirSync(join(root, 'src')).map((file) => join('src', file))
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...options,
      ...module,
      '--types',
      'node',
      '--outDir',
      'out',
      ...files,
    ],
    { cwd: root, encoding: 'utf8' },
  )
  return join(root, 'out')
}

describe.each(Object.keys(FORMS) as Form[])('the verifier file of a code base in %s', (form) => {
  it.each(['both', 'vobiz'] as const)(
    'is written once, for %s, and nothing of ours is a dependency',
    async (target) => {
      const root = await migrate(form, target)
      const [source = ''] = Object.keys(FORMS[form].files).filter((file) => !file.endsWith('.json'))
      const text = readFileSync(join(root, source), 'utf8')
      expect(text).toContain(FORMS[form].specifier)
      expect(text).not.toMatch(/@plivo-to-vobiz|from 'plivo'|require\('plivo'\)/)
      const helper = readFileSync(join(root, FORMS[form].helper), 'utf8')
      expect(helper.match(/(?:from|require\() ?["'][^"']+["']/g)?.every((one) => one.includes('node:'))).toBe(true)
      expect((await plan({ paths: [root], target, standalone: true })).changes).toEqual([])
    },
  )

  it('comes to the same in one step and in two', async () => {
    const [once, twice] = [await migrate(form, 'vobiz'), await migrate(form, 'both')]
    await apply(await plan({ paths: [twice], target: 'vobiz', standalone: true }), { force: true })
    for (const file of [...Object.keys(FORMS[form].files), FORMS[form].helper])
      expect(readFileSync(join(twice, file), 'utf8')).toBe(readFileSync(join(once, file), 'utf8'))
  })

  it('judges every vector as it should under a real Node', async () => {
    const place = async (target: Target): Promise<string> => {
      const root = await migrate(form, target)
      if (form !== 'typescript') return join(root, FORMS[form].helper)
      return join(compile(root), 'vobiz-signatures.js')
    }
    const either = await place('both')
    const right = ask(either, (vector) => {
      const provider = isOf('plivo', vector) ? 'plivo' : 'vobiz'
      return { [provider]: vector.input.token }
    })
    expect(vectors.map(({ id }, index) => [id, right[index]])).toEqual(vectors.map((one) => [one.id, getVerdict(one)]))
    const none = vectors.map(({ id }) => [id, false])
    for (const token of [undefined, '', {}, { plivo: '', vobiz: undefined }, []]) {
      const given = ask(either, () => token)
      expect(vectors.map(({ id }, index) => [id, given[index]])).toEqual(none)
    }
    const vobiz = ask(await place('vobiz'), (vector) => vector.input.token)
    const verdicts = vectors.map((vector, index) => ({ vector, given: vobiz[index] }))
    for (const { vector, given } of verdicts.filter((one) => isOf('vobiz', one.vector)))
      expect([vector.id, given]).toEqual([vector.id, getVerdict(vector)])
    const signsBody = verdicts.filter(
      ({ vector }) => isOf('plivo-v3', vector) && getVerdict(vector) && hasFields(vector),
    )
    expect(signsBody.length).toBeGreaterThan(10)
    for (const { vector, given } of signsBody) expect([vector.id, given]).toEqual([vector.id, false])
  }, 60_000)
})

/** Whether Plivo's signature covers parameters, which Vobiz's never does. */
const hasFields = ({ input }: Vector): boolean => input.method === 'POST' && Object.keys(input.params ?? {}).length > 0
