import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { apply, plan } from '@plivo-to-vobiz/codemods'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/**
 * Checks written in many ways, rewritten and then run: the original with Plivo's own package, the rewritten ones with
 * ours, all against a callback that Plivo's package accepts and one signed as Vobiz documents it.
 */
const LOADS: Readonly<
  Record<string, readonly [extension: 'cjs' | 'mjs', load: string, callee: string, inside?: string]>
> = {
  required: ['cjs', "const plivo = require('plivo')", 'plivo.validateV3Signature'],
  'required and used': [
    'cjs',
    "const plivo = require('plivo')\nexports.xml = () => plivo.Response().toXML()",
    'plivo.validateV3Signature',
  ],
  destructured: ['cjs', "const { validateV3Signature } = require('plivo')", 'validateV3Signature'],
  'destructured beside others': [
    'cjs',
    "const { Response, validateV3Signature: check } = require('plivo')\nexports.xml = Response",
    'check',
  ],
  'in place': ['cjs', '', "require('plivo').validateV3Signature"],
  'taken out later': [
    'cjs',
    "const plivo = require('plivo')\nconst { validateV3Signature } = plivo",
    'validateV3Signature',
  ],
  'an alias': ['cjs', "const plivo = require('plivo')\nconst check = plivo.validateV3Signature", 'check'],
  'inside the function': ['cjs', '', 'plivo.validateV3Signature', "const plivo = require('plivo')"],
  'the deep path': ['cjs', "const security = require('plivo/dist/utils/v3Security')", 'security.validateV3Signature'],
  'loaded in the function': ['cjs', '', 'plivo.validateV3Signature', "const plivo = await import('plivo')"],
  'the default loaded': ['mjs', '', 'plivo.validateV3Signature', "const plivo = (await import('plivo')).default"],
  'default import': ['mjs', "import plivo from 'plivo'", 'plivo.validateV3Signature'],
  'default import and used': [
    'mjs',
    "import plivo from 'plivo'\nexport const xml = () => plivo.Response().toXML()",
    'plivo.validateV3Signature',
  ],
  'named import': ['mjs', "import { validateV3Signature } from 'plivo'", 'validateV3Signature'],
  'renamed import': ['mjs', "import { validateV3Signature as check } from 'plivo'", 'check'],
  'namespace import': ['mjs', "import * as plivo from 'plivo'", 'plivo.validateV3Signature'],
  'name taken': [
    'mjs',
    "import plivo from 'plivo'\nexport function validateV3Signature() {}",
    'plivo.validateV3Signature',
  ],
}

/** How nonce and signature are read: statements, then the two expressions. */
const READS: Readonly<Record<string, readonly [before: string, nonce: string, signature: string]>> = {
  'by index': ['', "req.headers['x-plivo-signature-v3-nonce']", "req.headers['x-plivo-signature-v3']"],
  'by get': ['', "req.get('X-Plivo-Signature-V3-Nonce')", "req.get('X-Plivo-Signature-V3')"],
  'from web headers': ['', "req.web.get('x-plivo-signature-v3-nonce')", "req.web.get('x-plivo-signature-v3')"],
  guarded: [
    "if (!req.web.has('X-Plivo-Signature-V3') || !('x-plivo-signature-v3-nonce' in req.headers)) return false",
    "req.headers['x-plivo-signature-v3-nonce']",
    "req.headers['x-plivo-signature-v3']",
  ],
  'by constants': [
    "const NAMES = { nonce: 'X-Plivo-Signature-V3-Nonce' }; const SIGNATURE = 'x-plivo-signature-v3'",
    'req.headers[NAMES.nonce.toLowerCase()]',
    'req.headers[SIGNATURE]',
  ],
  destructured: [
    "const { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce = '' } = req.headers",
    'nonce',
    'signature',
  ],
  'by a helper': [
    "const header = (name) => req.headers[name] ?? ''; const nonce = header('x-plivo-signature-v3-nonce'); if (nonce === '') return false",
    'nonce',
    "header('x-plivo-signature-v3')",
  ],
  'with fallbacks': [
    "let signature = req.get('X-Plivo-Signature-V3') || req.get('X-Plivo-Signature-Ma-V3'); if (!signature) signature = 'none'",
    "(req.get('X-Plivo-Signature-V3-Nonce') || req.get('x-plivo-signature-v3-nonce') || 'none')",
    'signature',
  ],
  'in an object': [
    "const found = { a: req.get('x-plivo-signature-v3-nonce'), b: req.get('x-plivo-signature-v3') }; const { a, ...rest } = found; void rest",
    'a',
    'found.b',
  ],
}

const TOKENS = [
  'process.env.PLIVO_AUTH_TOKEN',
  "process.env['PLIVO_AUTH_TOKEN'] || ''",
  'String(process.env.PLIVO_AUTH_TOKEN)',
]

interface Vector {
  readonly id: string
  readonly input: {
    readonly url: string
    readonly params: Record<string, string>
    readonly headers: Record<string, string>
    readonly token: string
  }
}
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../recorded/vectors/plivo-v3.json'), 'utf8'),
)
const { input } = vectors.find(({ id }) => id === 'plivo-v3-post-params') ??
  vectors[0] ?? { input: { url: '', params: {}, headers: {}, token: '' } }
const VOBIZ_TOKEN = 'vobiz-token-of-the-oracle'

const signVobiz = (token: string, url: string): Record<string, string> => ({
  'X-Vobiz-Signature-V3': createHmac('sha256', token).update(`${url}.5962`).digest('base64'),
  'X-Vobiz-Signature-V3-Nonce': '5962',
})

/** Requests and which of the three programs have to accept them. */
const REQUESTS: Readonly<
  Record<string, { headers: Record<string, string>; params?: Record<string, string>; accept: readonly string[] }>
> = {
  'Plivo, genuine': { headers: input.headers, accept: ['original', 'both'] },
  'Plivo, body changed': { headers: input.headers, params: { ...input.params, From: '1' }, accept: [] },
  'Vobiz, genuine': { headers: signVobiz(VOBIZ_TOKEN, input.url), accept: ['both', 'vobiz'] },
  'Vobiz, other address': { headers: signVobiz(VOBIZ_TOKEN, `${input.url}/x`), accept: [] },
  'Vobiz, signed with the token of Plivo': { headers: signVobiz(input.token, input.url), accept: [] },
  'without a signature': { headers: {}, accept: [] },
}

const programs = Object.keys(LOADS).flatMap((load, index) =>
  Object.keys(READS).map((reads, offset) => ({ load, reads, token: TOKENS[(index + offset) % TOKENS.length] ?? '' })),
)
const nameOf = (index: number): string => `p${index}.${LOADS[programs[index]?.load ?? '']?.[0]}`

function write(index: number): string {
  const { load, reads, token } = programs[index] ?? { load: '', reads: '', token: '' }
  const [extension, top, callee, inside = ''] = LOADS[load] ?? ['cjs', '', '', '']
  const [before, nonce, signature] = READS[reads] ?? ['', '', '']
  const head = extension === 'cjs' ? 'exports.verify = async (req) => {' : 'export const verify = async (req) => {'
  const call = `return ${callee}(req.method, req.url, ${nonce}, ${token}, ${signature}, req.body)`
  return [top, head, inside, before, call, '}', ''].join('\n')
}

const DRIVER = `
import { readFileSync } from 'node:fs'
const { names, requests, url, params } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const results = {}
for (const name of names) {
  const { verify } = await import(new URL(name, 'file://' + process.cwd() + '/').href)
  results[name] = []
  for (const [label, request] of Object.entries(requests)) {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]))
    const req = { method: 'POST', url, headers, web: new Headers(headers), get: (key) => headers[key.toLowerCase()], body: request.params ?? params }
    const accepted = await verify(req).then((answer) => answer === true, () => false)
    if (accepted) results[name].push(label)
  }
}
process.stdout.write(JSON.stringify(results))
`

let root = ''
const results: Record<string, Record<string, readonly string[]>> = {}

async function run(variant: 'original' | 'both' | 'vobiz'): Promise<void> {
  const folder = join(root, variant)
  const names = programs.map((_, index) => nameOf(index))
  if (variant !== 'original') {
    const { written } = await apply(await plan({ paths: [folder], target: variant }), { force: true })
    expect(written.length).toBe(names.length)
  }
  writeFileSync(join(root, 'driver.mjs'), DRIVER)
  const { url, params } = input
  writeFileSync(join(root, 'work.json'), JSON.stringify({ names, requests: REQUESTS, url, params }))
  const env = { PATH: process.env.PATH, PLIVO_AUTH_TOKEN: input.token, VOBIZ_AUTH_TOKEN: VOBIZ_TOKEN }
  const output = execFileSync(process.execPath, [join(root, 'driver.mjs'), join(root, 'work.json')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  results[variant] = JSON.parse(output)
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-rewrite-'))
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
  for (const variant of ['original', 'both', 'vobiz'] as const) {
    mkdirSync(join(root, variant))
    for (const index of programs.keys()) writeFileSync(join(root, variant, nameOf(index)), write(index))
    await run(variant)
  }
}, 120_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.each(['original', 'both', 'vobiz'] as const)('checks as they are: %s', (variant) => {
  const accepted = Object.keys(REQUESTS).filter((label) => REQUESTS[label]?.accept.includes(variant))

  it.each(programs.map((program, index) => ({ ...program, index })))('$load, $reads, $token', ({ index }) => {
    expect(results[variant]?.[nameOf(index)]).toEqual(accepted)
  })
})
