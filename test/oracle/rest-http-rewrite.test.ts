import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { apply, plan } from '@plivo-to-vobiz/codemods'
import { createRestStandIn, type RestStandIn } from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/**
 * Requests to Plivo's API with the HTTP libraries people use, sent for real: as they were to a stand-in that is Plivo, and
 * rewritten to one that is Vobiz, which refuses Basic credentials, another case and another slash.
 */
const ID = 'process.env.PLIVO_AUTH_ID'
const TOKEN = 'process.env.PLIVO_AUTH_TOKEN'
const API = `https://api.plivo.com/v1/Account/\${${ID}}`
const FIELDS = "from: '14155550100', to, answer_url: 'https://ivr.example.com/answer', answer_method: 'POST'"
const AUTH = `const auth = 'Basic ' + Buffer.from(${ID} + ':' + ${TOKEN}).toString('base64')`

/** Modules with a function that places a call, and one that speaks to it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'fetch.mjs': `${AUTH}
export const dial = (to) => fetch(\`${API}/Call/\`, { method: 'POST', headers: { Authorization: auth, 'Content-Type': 'application/json' }, body: JSON.stringify({ ${FIELDS} }) })
export const speak = (uuid, text) => fetch(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', headers: { Authorization: auth, 'Content-Type': 'application/json' }, body: JSON.stringify({ text }) })`,
  'fetch-of-forms.mjs': `${AUTH}
export const dial = (to) => fetch(\`${API}/Call/\`, { method: 'POST', headers: { Authorization: auth }, body: new URLSearchParams({ ${FIELDS} }) })
export const speak = (uuid, text) => fetch(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', headers: { Authorization: auth, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ text }).toString() })`,
  'fetch-of-a-base.mjs': `const BASE = 'https://api.plivo.com/v1/Account'
const id = ${ID}
export const dial = (to) => fetch(\`\${BASE}/\${id}/Call/\`, { method: 'POST', headers: { Authorization: \`Basic \${btoa(\`\${id}:\${${TOKEN}}\`)}\`, 'Content-Type': 'application/json' }, body: JSON.stringify({ ${FIELDS} }) })
export const speak = (uuid, text) => fetch(BASE + '/' + id + '/Call/' + uuid + '/Speak/', { method: 'POST', headers: { Authorization: \`Basic \${btoa(\`\${id}:\${${TOKEN}}\`)}\`, 'Content-Type': 'application/json' }, body: JSON.stringify({ text }) })`,
  'node-fetch.mjs': `import fetch from 'node-fetch'
${AUTH}
export const dial = (to) => fetch(\`${API}/Call/\`, { method: 'POST', headers: { Authorization: auth, 'Content-Type': 'application/json' }, body: JSON.stringify({ ${FIELDS} }) })
export const speak = (uuid, text) => fetch(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', headers: { Authorization: auth }, body: new URLSearchParams({ text }) })`,
  'axios.cjs': `const axios = require('axios')
const auth = { username: ${ID}, password: ${TOKEN} }
exports.dial = (to) => axios.post(\`${API}/Call/\`, { ${FIELDS} }, { auth: { username: ${ID}, password: ${TOKEN} } })
exports.speak = (uuid, text) => axios({ method: 'post', url: \`${API}/Call/\${uuid}/Speak/\`, data: new URLSearchParams({ text }), auth: { username: ${ID}, password: ${TOKEN} } })`,
  'axios-client.mjs': `import axios from 'axios'
const api = axios.create({ baseURL: \`${API}\`, auth: { username: ${ID}, password: ${TOKEN} } })
export const dial = (to) => api.post('/Call/', { ${FIELDS} })
export const speak = (uuid, text) => api.post(\`/Call/\${uuid}/Speak/\`, { text })`,
  'got.mjs': `import got from 'got'
export const dial = (to) => got.post(\`${API}/Call/\`, { username: ${ID}, password: ${TOKEN}, json: { ${FIELDS} } })
export const speak = (uuid, text) => got(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', username: ${ID}, password: ${TOKEN}, form: { text } })`,
  'got-client.mjs': `import { got } from 'got'
const api = got.extend({ prefixUrl: \`${API}\`, username: ${ID}, password: ${TOKEN} })
export const dial = (to) => api.post('Call/', { json: { ${FIELDS} } })
export const speak = (uuid, text) => api.post(\`Call/\${uuid}/Speak/\`, { json: { text } })`,
  'ky.mjs': `import ky from 'ky'
${AUTH}
export const dial = (to) => ky.post(\`${API}/Call/\`, { headers: { Authorization: auth }, json: { ${FIELDS} } })
export const speak = (uuid, text) => ky.post(\`${API}/Call/\${uuid}/Speak/\`, { headers: { Authorization: auth }, body: new URLSearchParams({ text }) })`,
  'request.cjs': `const request = require('request')
const toPromise = (send) => new Promise((resolve, reject) => send((error, response) => (error ? reject(error) : resolve(response))))
exports.dial = (to) => toPromise((done) => request.post({ url: \`${API}/Call/\`, auth: { user: ${ID}, pass: ${TOKEN} }, json: { ${FIELDS} } }, done))
exports.speak = (uuid, text) => toPromise((done) => request({ method: 'POST', uri: \`${API}/Call/\${uuid}/Speak/\`, auth: { user: ${ID}, pass: ${TOKEN} }, form: { text: text } }, done))`,
  'superagent.mjs': `import superagent from 'superagent'
export const dial = (to) => superagent.post(\`${API}/Call/\`).auth(${ID}, ${TOKEN}).send({ ${FIELDS} })
export const speak = (uuid, text) => superagent.post(\`${API}/Call/\${uuid}/Speak/\`).auth(${ID}, ${TOKEN}).type('form').send({ text })`,
  'https.cjs': `const https = require('node:https')
const send = (make, data) => new Promise((resolve, reject) => { const sent = make(resolve); sent.on('error', reject); data(sent) })
exports.dial = (to) => new Promise((resolve, reject) => {
  const data = JSON.stringify({ ${FIELDS} })
  const req = https.request({ hostname: 'api.plivo.com', path: \`/v1/Account/\${${ID}}/Call/\`, method: 'POST', auth: \`\${${ID}}:\${${TOKEN}}\`, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(data) } }, resolve)
  req.on('error', reject)
  req.write(data)
  req.end()
})
exports.speak = (uuid, text) => new Promise((resolve, reject) => {
  const req = https.request(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', headers: { Authorization: 'Basic ' + Buffer.from(${ID} + ':' + ${TOKEN}).toString('base64'), 'Content-Type': 'application/json' } }, resolve)
  req.on('error', reject)
  req.end(JSON.stringify({ text }))
})`,
  'undici.mjs': `import { request } from 'undici'
${AUTH}
export const dial = (to) => request(\`${API}/Call/\`, { method: 'POST', headers: { authorization: auth, 'content-type': 'application/json' }, body: JSON.stringify({ ${FIELDS} }) })
export const speak = (uuid, text) => request(\`${API}/Call/\${uuid}/Speak/\`, { method: 'POST', headers: { authorization: auth, 'content-type': 'application/json' }, body: JSON.stringify({ text }) })`,
}

const DRIVER = `
const results = {}
for (const name of JSON.parse(process.argv[2])) {
  const { dial, speak } = await import(new URL(name, 'file://' + process.cwd() + '/').href)
  const status = (reply) => reply.status ?? reply.statusCode
  try {
    results[name] = [status(await dial('14155550123')), status(await speak('7c6a5b1e-0000-4000-8000-000000000001', 'hello'))]
  } catch (error) {
    results[name] = String(error.stack ?? error)
  }
}
process.stdout.write(JSON.stringify(results))
process.exit(0)
`

const NAMES = Object.keys(PROGRAMS)
const ACCOUNTS = {
  plivo: { authId: `MA${'X'.repeat(18)}`, authToken: 'sesame' },
  vobiz: { authId: 'MA_VOBIZ', authToken: 'open' },
}
let root = ''
const results: Record<string, Record<string, unknown>> = {}
const bodies: Record<string, readonly unknown[]> = {}

/** undici has connections of its own, which are not redirected: it is given the address of the stand-in. */
const aim = (text: string, standIn: RestStandIn): string =>
  text.replaceAll(/https:\/\/api\.(?:plivo\.com|vobiz\.ai)/g, new URL(standIn.url).origin)

async function run(variant: 'plivo' | 'vobiz'): Promise<void> {
  const folder = join(root, variant)
  mkdirSync(folder)
  for (const name of NAMES) writeFileSync(join(folder, name), `${PROGRAMS[name]}\n`)
  if (variant === 'vobiz') {
    const { written } = await apply(await plan({ paths: [folder], target: 'vobiz' }), { force: true })
    expect(written.map((file) => basename(file)).sort()).toEqual([...NAMES].sort())
  }
  const account = { ...ACCOUNTS[variant], rate: 'none' as const }
  const standIn = await createRestStandIn({ accounts: { [variant]: account } })
  // The stand-in reads JSON alone; what it refuses for the path or the credentials is refused all the same.
  if (variant === 'plivo') standIn.reply = () => ({ status: 201, body: { message: 'call fired' } })
  const undici = join(folder, 'undici.mjs')
  writeFileSync(undici, aim(readFileSync(undici, 'utf8'), standIn))
  writeFileSync(join(folder, 'driver.mjs'), DRIVER)
  const { authId, authToken } = account
  const prefix = variant.toUpperCase()
  const env = {
    PATH: process.env.PATH,
    SIMULATOR_REST_URL: standIn.url,
    [`${prefix}_AUTH_ID`]: authId,
    [`${prefix}_AUTH_TOKEN`]: authToken,
  }
  const given = ['--import', '@plivo-to-vobiz/simulator/redirect-rest', 'driver.mjs', JSON.stringify(NAMES)]
  const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: folder, env })
  results[variant] = JSON.parse(stdout)
  bodies[variant] = standIn.seen.map(({ verb, url, body, headers }) => ({
    verb,
    url,
    body,
    type: headers['content-type'],
  }))
  await standIn.close()
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-rest-'))
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
  await run('plivo')
  await run('vobiz')
}, 120_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.each(['plivo', 'vobiz'] as const)('requests to %s are accepted', (variant) => {
  it.each(NAMES)('%s', (name) => {
    const answer = results[variant]?.[name]
    expect(
      Array.isArray(answer) && answer.every((status) => status >= 200 && status < 300),
      JSON.stringify(answer),
    ).toBe(true)
  })
})

it('what is sent to Vobiz is JSON and says so, and has the same fields', () => {
  const [calls, speaks] = [
    { from: '14155550100', to: '14155550123', answer_url: 'https://ivr.example.com/answer', answer_method: 'POST' },
    { text: 'hello' },
  ]
  const sent = bodies.vobiz as readonly { url: string; body: string; type: string }[]
  expect(sent.length).toBe(NAMES.length * 2)
  for (const { url, body, type } of sent) {
    expect(type).toMatch(/^application\/json/)
    expect(JSON.parse(body)).toEqual(url.includes('/Speak/') ? speaks : calls)
  }
})
