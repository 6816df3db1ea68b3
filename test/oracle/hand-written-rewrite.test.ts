import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { apply, plan } from '@plivo-to-vobiz/codemods'
import plivo from 'plivo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/**
 * Checks written by hand, in the forms people write them, each in an Express application of its own that receives
 * signed requests over loopback: as it was, rewritten for both providers, and rewritten for Vobiz alone.
 */
const URL = "'https://ivr.example.com' + req.originalUrl"
const V2 =
  "const nonce = req.headers['x-plivo-signature-v2-nonce']\n  const signature = req.headers['x-plivo-signature-v2']"
const V3 = "const nonce = req.get('X-Plivo-Signature-V3-Nonce')\n  const signature = req.get('X-Plivo-Signature-V3')"
const REFUSE = 'return res.sendStatus(403)'
const NONCE = '12345678901234567890'
const USED = '00000000000000000000'

interface Program {
  readonly scheme: 'v2' | 'v3'
  readonly extension: 'cjs' | 'mjs'
  readonly text: string
  /** Requests it refuses for a reason of its own. */
  readonly refuses?: readonly string[]
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  'in a middleware': {
    scheme: 'v2',
    extension: 'cjs',
    text: `const crypto = require('crypto')
exports.guard = (req, res, next) => {
  ${V2}
  if (!signature || !nonce) ${REFUSE}
  const url = ${URL}
  const expected = crypto.createHmac('sha256', process.env.PLIVO_AUTH_TOKEN).update(url + nonce).digest('base64')
  if (signature !== expected) ${REFUSE}
  next()
}`,
  },
  'in a middleware factory, over bytes': {
    scheme: 'v3',
    extension: 'mjs',
    text: `import { createHmac, timingSafeEqual } from 'node:crypto'
const create = ({ token }) => (req, res, next) => {
  ${V3}
  const uri = ${URL}
  const params = Object.keys(req.body).sort().map((key) => key + req.body[key]).join('')
  const digest = createHmac('sha256', token).update(\`\${uri}?\${params}.\${nonce}\`).digest('base64')
  const given = Buffer.from(signature ?? '')
  const wanted = Buffer.from(digest)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) ${REFUSE}
  next()
}
export const guard = create({ token: process.env.PLIVO_AUTH_TOKEN })`,
  },
  'with a loop, a list and a helper that compares': {
    scheme: 'v3',
    extension: 'cjs',
    text: `'use strict'
const crypto = require('node:crypto')
const safeEqual = (a, b) => {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && crypto.timingSafeEqual(left, right)
}
exports.guard = async (req, res, next) => {
  const nonce = req.get('X-Plivo-Signature-V3-Nonce')
  const signatures = String(req.get('X-Plivo-Signature-V3') || '').split(',').map((one) => one.trim())
  const url = ${URL}
  let text = url + '?'
  for (const key of Object.keys(req.body).sort()) {
    text += key + req.body[key]
  }
  const digest = crypto.createHmac('sha256', process.env.PLIVO_AUTH_TOKEN).update(text + '.' + nonce).digest('base64')
  if (signatures.some((one) => safeEqual(one, digest))) return next()
  res.sendStatus(403)
}`,
  },
  'through a helper of its own': {
    scheme: 'v2',
    extension: 'mjs',
    text: `import crypto from 'crypto'
const hmacBase64 = (token, data) => crypto.createHmac('sha256', token).update(data).digest('base64')
function isPlivo({ url, nonce, signature, token }) {
  return hmacBase64(token, url.split('?')[0] + nonce) === signature
}
export const guard = (req, res, next) => {
  ${V2}
  const ok = isPlivo({ url: ${URL}, nonce, signature, token: process.env.PLIVO_AUTH_TOKEN })
  return ok ? next() : res.sendStatus(403)
}`,
  },
  'with Web Crypto': {
    scheme: 'v2',
    extension: 'mjs',
    text: `const encoder = new TextEncoder()
const toBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
async function hmac(secret, payload) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return toBase64(await crypto.subtle.sign('HMAC', key, encoder.encode(payload)))
}
export const guard = async (req, res, next) => {
  ${V2}
  const url = ${URL}
  const expected = await hmac(process.env.PLIVO_AUTH_TOKEN, url + nonce)
  if (expected !== signature) ${REFUSE}
  next()
}`,
  },
  'over candidate tokens and addresses': {
    scheme: 'v2',
    extension: 'cjs',
    text: `const crypto = require('crypto')
function verifyPlivo(req) {
  ${V2}
  const urls = ['https://other.example.com' + req.originalUrl, ${URL}]
  for (const token of [process.env.PLIVO_AUTH_TOKEN, process.env.PLIVO_AUTH_TOKEN_2 || 'none']) {
    for (const url of urls) {
      const expected = crypto.createHmac('sha256', token).update(url + nonce).digest('base64')
      if (expected === signature) return true
    }
  }
  return false
}
exports.guard = (req, res, next) => (verifyPlivo(req) ? next() : res.sendStatus(403))`,
  },
  'fed in steps, thrown out of a guard': {
    scheme: 'v2',
    extension: 'mjs',
    text: `import * as crypto from 'crypto'
class PlivoGuard {
  canActivate(req) {
    ${V2}
    const url = ${URL}
    const hmac = crypto.createHmac('sha256', process.env.PLIVO_AUTH_TOKEN)
    hmac.update(url)
    hmac.update(String(nonce))
    const expected = hmac.digest('base64')
    try {
      if (!crypto.timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) throw new Error('forged')
    } catch {
      throw new Error('forged')
    }
    return true
  }
}
export const guard = (req, res, next) => {
  try {
    new PlivoGuard().canActivate(req)
  } catch {
    ${REFUSE}
  }
  next()
}`,
  },
  'the other way round': {
    scheme: 'v2',
    extension: 'cjs',
    text: `const crypto = require('crypto')
const isForged = (url, nonce, signature) => {
  const expected = crypto.createHmac('sha256', process.env.PLIVO_AUTH_TOKEN).update(url + nonce).digest('base64')
  return expected !== signature
}
exports.guard = (req, res, next) => {
  ${V2}
  if (isForged(${URL}, nonce, signature)) ${REFUSE}
  next()
}`,
  },
  'refused by length first, compared as bytes of the digest': {
    scheme: 'v2',
    extension: 'cjs',
    text: `const { createHmac, timingSafeEqual } = require('crypto')
exports.guard = (req, res, next) => {
  ${V2}
  const url = ${URL}
  const expected = Buffer.from(createHmac('sha256', process.env.PLIVO_AUTH_TOKEN).update(url + nonce).digest('base64'))
  const given = Buffer.from(String(signature))
  if (expected.length !== given.length) ${REFUSE}
  if (!timingSafeEqual(expected, given)) ${REFUSE}
  next()
}`,
  },
  'with a guard of its own': {
    scheme: 'v2',
    extension: 'cjs',
    text: `const crypto = require('crypto')
const used = new Set(['${USED}'])
function isFresh(nonce) {
  return !used.has(nonce)
}
function verifyPlivo(url, nonce, signature, token) {
  if (!isFresh(nonce)) return false
  const expected = crypto.createHmac('sha256', token).update(url + nonce).digest('base64')
  return expected === signature
}
exports.guard = (req, res, next) => {
  ${V2}
  return verifyPlivo(${URL}, nonce, signature, process.env.PLIVO_AUTH_TOKEN) ? next() : res.sendStatus(403)
}`,
    refuses: ['Plivo, with a nonce used before', 'Vobiz, with a nonce used before'],
  },
}

const PATH = '/voice/answer'
const ADDRESS = `https://ivr.example.com${PATH}`
const PARAMS = {
  CallUUID: '7c6a5b1e-0000-4000-8000-000000000001',
  From: '14155550100',
  To: '14155550123',
  Event: 'StartApp',
}
const TOKENS = { plivo: 'plivo-token-of-the-oracle', vobiz: 'vobiz-token-of-the-oracle' }
const hash = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')
const fields = Object.entries(PARAMS)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, value]) => key + value)
  .join('')

const signPlivo = ({ token = TOKENS.plivo, nonce = NONCE } = {}): Record<string, string> => ({
  'X-Plivo-Signature-V2': hash(token, ADDRESS + nonce),
  'X-Plivo-Signature-V2-Nonce': nonce,
  'X-Plivo-Signature-V3': hash(token, `${ADDRESS}?${fields}.${nonce}`),
  'X-Plivo-Signature-V3-Nonce': nonce,
})
const signVobiz = ({ token = TOKENS.vobiz, address = ADDRESS, nonce = NONCE } = {}): Record<string, string> => ({
  'X-Vobiz-Signature-V2': hash(token, address + nonce),
  'X-Vobiz-Signature-V2-Nonce': nonce,
  'X-Vobiz-Signature-V3': hash(token, `${address}.${nonce}`),
  'X-Vobiz-Signature-V3-Nonce': nonce,
})

interface Sent {
  readonly headers: Record<string, string>
  readonly params?: Record<string, string>
  /** Variants that have to accept it. */
  readonly accept: readonly string[]
  /** Variants that accept it where only V2 is checked, which leaves the body out. */
  readonly acceptV2?: readonly string[]
}

const REQUESTS: Readonly<Record<string, Sent>> = {
  'Plivo, genuine': { headers: signPlivo(), accept: ['original', 'both'] },
  'Plivo, body changed': {
    headers: signPlivo(),
    params: { ...PARAMS, From: '1' },
    accept: [],
    acceptV2: ['original', 'both'],
  },
  'Plivo, signed with another token': { headers: signPlivo({ token: 'x' }), accept: [] },
  'Plivo, with a nonce used before': { headers: signPlivo({ nonce: USED }), accept: ['original', 'both'] },
  'Vobiz, genuine': { headers: signVobiz(), accept: ['both', 'vobiz'] },
  'Vobiz, with a nonce used before': { headers: signVobiz({ nonce: USED }), accept: ['both', 'vobiz'] },
  'Vobiz, other address': { headers: signVobiz({ address: `${ADDRESS}/x` }), accept: [] },
  // V2 is one scheme at both providers: this is what Plivo's own request would be under the other name.
  'Vobiz, signed with the token of Plivo': {
    headers: signVobiz({ token: TOKENS.plivo }),
    accept: [],
    acceptV2: ['both'],
  },
  'without a signature': { headers: {}, accept: [] },
}

const DRIVER = `
import { readFileSync } from 'node:fs'
import express from 'express'
const { names, requests, path, params } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const results = {}
for (const name of names) {
  const { guard } = await import(new URL(name, 'file://' + process.cwd() + '/').href)
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.post(path, guard, (req, res) => res.type('text/xml').send('<Response/>'))
  app.use((error, req, res, next) => res.sendStatus(500))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  results[name] = []
  for (const [label, request] of Object.entries(requests)) {
    const reply = await fetch('http://127.0.0.1:' + server.address().port + path, {
      method: 'POST', headers: request.headers, body: new URLSearchParams(request.params ?? params),
    })
    if (reply.status === 200) results[name].push(label)
  }
  server.close()
}
process.stdout.write(JSON.stringify(results))
process.exit(0)
`

const nameOf = (label: string): string => `${label.replace(/\W+/g, '-')}.${PROGRAMS[label]?.extension}`
const VARIANTS = ['original', 'both', 'vobiz'] as const
const results: Record<string, Record<string, readonly string[]>> = {}
let root = ''

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-hand-written-'))
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'driver.mjs'), DRIVER)
  const names = Object.keys(PROGRAMS).map(nameOf)
  writeFileSync(join(root, 'work.json'), JSON.stringify({ names, requests: REQUESTS, path: PATH, params: PARAMS }))
  for (const variant of VARIANTS) {
    const folder = join(root, variant)
    mkdirSync(folder)
    for (const [label, { text }] of Object.entries(PROGRAMS)) writeFileSync(join(folder, nameOf(label)), `${text}\n`)
    if (variant !== 'original') {
      const { written } = await apply(await plan({ paths: [folder], target: variant }), { force: true })
      expect(written.map((file) => basename(file)).sort()).toEqual([...names].sort())
    }
    const env = { PATH: process.env.PATH, PLIVO_AUTH_TOKEN: TOKENS.plivo, VOBIZ_AUTH_TOKEN: TOKENS.vobiz }
    const given = [join(root, 'driver.mjs'), join(root, 'work.json')]
    const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: folder, env })
    results[variant] = JSON.parse(stdout)
  }
}, 120_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

it("the requests said to be Plivo's are genuine to Plivo's own package", () => {
  const headers = signPlivo()
  const [v2, v3] = [headers['X-Plivo-Signature-V2'] ?? '', headers['X-Plivo-Signature-V3'] ?? '']
  expect(plivo.validateSignature(ADDRESS, NONCE, v2, TOKENS.plivo)).toBe(true)
  expect(plivo.validateV3Signature('POST', ADDRESS, NONCE, TOKENS.plivo, v3, PARAMS)).toBe(true)
})

describe.each(VARIANTS)('checks written by hand, as they are: %s', (variant) => {
  it.each(Object.keys(PROGRAMS))('%s', (label) => {
    const { scheme, refuses = [] } = PROGRAMS[label] ?? { scheme: 'v2' }
    const accepted = Object.entries(REQUESTS)
      .filter(([, { accept, acceptV2 = [] }]) => [...accept, ...(scheme === 'v2' ? acceptV2 : [])].includes(variant))
      .map(([name]) => name)
      .filter((name) => !refuses.includes(name))
    expect(results[variant]?.[nameOf(label)]).toEqual(accepted)
  })
})
