import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { apply, plan } from '@plivo-to-vobiz/codemods'
import { createRestStandIn, type RestStandIn } from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, expect, it } from 'vitest'

/**
 * An application with Plivo's own package, rewritten for both providers and deployed before any variable of Vobiz is
 * set: it has to start and go on placing calls with Plivo, or the first step of the migration is an outage.
 */
const APPLICATION = `const plivo = require('plivo')
const settings = require('./settings')

const client = new plivo.Client(settings.accountId, settings.accountToken)

exports.dial = (to) => client.calls.create('14155550100', to, 'https://ivr.example.com/answer')
exports.hangUp = (uuid) => client.calls.hangup(uuid)
`

const DRIVER = `const { dial, hangUp } = require('./application')
const run = async () => {
  const { requestUuid } = await dial('14155550123')
  const told = await hangUp('0b6cf1a0-0000-4000-8000-000000000000').then(() => 'ended', (error) => String(error.status ?? error.message))
  console.log(JSON.stringify({ requestUuid, told }))
}
run()
`

let root = ''
let standIn: RestStandIn
const ID = `MA${'X'.repeat(18)}`

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-split-'))
  const app = join(root, 'app')
  mkdirSync(app)
  symlinkSync(resolve(import.meta.dirname, '../node_modules'), join(root, 'node_modules'))
  writeFileSync(join(app, 'application.js'), APPLICATION)
  writeFileSync(join(app, 'driver.js'), DRIVER)
  writeFileSync(join(app, 'settings.js'), `module.exports = { accountId: '${ID}', accountToken: 'sesame' }\n`)
  standIn = await createRestStandIn({
    accounts: { plivo: { authId: ID, authToken: 'sesame' }, vobiz: { authId: 'MA_VOBIZ', authToken: 'open' } },
  })
  // Nobody placed this one.
  standIn.reply = ({ url }) => (url.includes('/0b6cf1a0-') ? { status: 404, body: { error: 'not found' } } : undefined)
  const { written } = await apply(await plan({ paths: [app], target: 'both' }), { force: true })
  expect(written.length).toBeGreaterThan(0)
  expect(readFileSync(join(app, 'application.js'), 'utf8')).toContain('createSplitClient({')
})
afterAll(async () => {
  await standIn.close()
  rmSync(root, { recursive: true, force: true })
})

const run = async (variables: Record<string, string>) => {
  standIn.seen.length = 0
  const given = ['--import', '@plivo-to-vobiz/simulator/redirect-rest', 'driver.js']
  const env = { PATH: process.env.PATH, SIMULATOR_REST_URL: standIn.url, ...variables }
  const { stdout } = await promisify(execFile)(process.execPath, given, { cwd: join(root, 'app'), env })
  return {
    ...JSON.parse(stdout),
    asked: new Set(standIn.seen.map(({ headers }) => ('x-auth-id' in headers ? 'vobiz' : 'plivo'))),
  }
}

it('starts without the variables of Vobiz, and asks Plivo alone', async () => {
  const { requestUuid, told, asked } = await run({})
  expect(requestUuid).toMatch(/[0-9a-f-]{36}/)
  expect(told).toBe('404')
  expect([...asked]).toEqual(['plivo'])
})

it('never sends the credentials of Plivo to Vobiz, whatever the variables are called', async () => {
  const { asked } = await run({ PLIVO_AUTH_ID: ID, PLIVO_AUTH_TOKEN: 'sesame' })
  expect([...asked]).toEqual(['plivo'])
})

it('asks Vobiz as well once its variables are set', async () => {
  const { told, asked } = await run({ VOBIZ_AUTH_ID: 'MA_VOBIZ', VOBIZ_AUTH_TOKEN: 'open' })
  expect(told).toBe('404')
  expect([...asked].sort()).toEqual(['plivo', 'vobiz'])
})
