import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAccountCopy } from '@plivo-to-vobiz/rest-client/account'
import { main } from 'plivo-to-vobiz'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Seen, type StandIn, startStandIn } from './rest-stand-in.ts'

const ID = 'MAXXXXXXXXXXXXXXXXXX'
const ENV = { PLIVO_AUTH_ID: ID, PLIVO_AUTH_TOKEN: 'p-token', VOBIZ_AUTH_ID: 'MA_1', VOBIZ_AUTH_TOKEN: 'v-token' }

/** 23 applications, so that the list has two pages; names Vobiz cannot take among them. */
const APPLICATIONS = [
  { app_id: '100', app_name: 'Main IVR', answer_url: 'https://app.example/ivr', answer_method: 'POST', hangup_url: '' },
  { app_id: '101', app_name: 'Main-IVR', answer_url: 'https://app.example/other' },
  { app_id: '102', app_name: 'silent' },
  ...Array.from({ length: 20 }, (_, index) => ({
    app_id: String(200 + index),
    app_name: `app-${index}`,
    answer_url: 'https://a',
  })),
]
const PLIVO: Readonly<Record<string, readonly object[]>> = {
  Application: APPLICATIONS,
  Endpoint: [
    { username: 'alice123', alias: 'Alice', application: `/v1/Account/${ID}/Application/100/`, password: 'never' },
    { username: 'bob456', alias: '', application: null },
  ],
  Subaccount: [{ name: 'team', enabled: true, auth_token: 'never' }],
  Number: [
    {
      number: '14155550100',
      country: 'United States',
      region: 'CA',
      application: `/v1/Account/${ID}/Application/100/`,
    },
    { number: '14155550101', country: 'United States', application: null },
  ],
}

let cwd = ''
let plivo: Server
let vobiz: StandIn
let state: {
  applications: Record<string, unknown>[]
  endpoints: Record<string, unknown>[]
  subs: Record<string, unknown>[]
  numbers: Record<string, unknown>[]
}
const asked: string[] = []

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-account-'))
  asked.length = 0
  plivo = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const url = new URL(request.url ?? '', 'http://x')
    const objects = PLIVO[url.pathname.split('/')[3] ?? ''] ?? []
    const wanted = `Basic ${Buffer.from(`${ID}:p-token`).toString('base64')}`
    if (request.headers.authorization !== wanted) {
      response.writeHead(401).end('{"error":"authentication failed"}')
      return
    }
    const [limit, offset] = [Number(url.searchParams.get('limit')), Number(url.searchParams.get('offset'))]
    const page = objects.slice(offset, offset + Math.min(limit, 20))
    response.end(JSON.stringify({ api_id: 'a', meta: { limit, offset, total_count: objects.length }, objects: page }))
  })
  await new Promise<void>((resolve) => plivo.listen(0, '127.0.0.1', resolve))
  vobiz = await startStandIn()
  state = { applications: [], endpoints: [], subs: [], numbers: [{ e164: '+919812345678', application_id: null }] }
  vobiz.reply = answer
})
afterEach(async () => {
  rmSync(cwd, { recursive: true, force: true })
  await vobiz.kill()
  plivo.closeAllConnections()
  await new Promise((resolve) => plivo.close(resolve))
})

/** A Vobiz account that remembers what is made on it. */
function answer({ verb, url, body }: Seen) {
  const [path = '', query = ''] = url.split('?')
  const given = body === '' ? {} : JSON.parse(body)
  const params = new URLSearchParams(query)
  const cut = (all: readonly object[]) =>
    all.slice(Number(params.get('offset') ?? 0)).slice(0, Number(params.get('limit') ?? 20))
  const list = (all: readonly object[]) => ({
    status: 200,
    body: { meta: { total_count: all.length, limit: 20, offset: 0 }, objects: cut(all) },
  })
  if (path.endsWith('/Application/') && verb === 'GET') return list(state.applications)
  if (path.endsWith('/Application/')) {
    const app = { app_id: String(7000 + state.applications.length), ...given }
    state.applications.push(app)
    return { status: 201, body: { api_id: 'a', app_id: app.app_id, message: 'created' } }
  }
  if (path.endsWith('/Endpoint/') && verb === 'GET') return list(state.endpoints)
  if (path.endsWith('/Endpoint/')) {
    state.endpoints.push(given)
    return { status: 201, body: { endpoint_id: 'e' } }
  }
  if (path.endsWith('/sub-accounts/') && verb === 'GET')
    return { status: 200, body: { sub_accounts: state.subs, total: state.subs.length } }
  if (path.endsWith('/sub-accounts/')) {
    state.subs.push(given)
    return { status: 201, body: { auth_credentials: { auth_id: 'SA_9', auth_token: 'once-only' } } }
  }
  if (path.endsWith('/numbers')) return { status: 200, body: { items: state.numbers, total: state.numbers.length } }
  if (path.endsWith('/application')) Object.assign(state.numbers[0] ?? {}, { application_id: given.application_id })
  return { status: 200, body: {} }
}

async function run(...args: string[]) {
  let [out, err] = ['', '']
  const code = await main(args, {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    stdin: async () => new Uint8Array(),
    env: ENV,
    cwd,
    colour: false,
    interactive: false,
  })
  return { code, out, err }
}
const plivoUrl = (): string => `http://127.0.0.1:${(plivo.address() as AddressInfo).port}`
const exportTo = (file: string) => run('account', 'export', '--output', file, '--plivo-url', plivoUrl())
const onVobiz = (verb: 'plan' | 'apply', ...more: string[]) =>
  run('account', verb, 'copy.json', '--vobiz-url', vobiz.url, ...more)
const read = (file: string) => JSON.parse(readFileSync(join(cwd, file), 'utf8'))
const write = (file: string, value: unknown): void => writeFileSync(join(cwd, file), JSON.stringify(value))

describe('account export', () => {
  it('reads every page, changes nothing and keeps no secret', async () => {
    expect(await exportTo('copy.json')).toMatchObject({ code: 0, out: '', err: '' })
    const copy = read('copy.json')
    expect(isAccountCopy(copy)).toBe(true)
    expect(copy.applications).toHaveLength(23)
    expect(copy.applications[0]).toEqual({
      appId: '100',
      name: 'Main IVR',
      settings: { answerUrl: 'https://app.example/ivr', answerMethod: 'POST' },
    })
    expect(copy.endpoints[0]).toEqual({ username: 'alice123', alias: 'Alice', appId: '100' })
    expect(asked.every((line) => line.startsWith('GET '))).toBe(true)
    expect(readFileSync(join(cwd, 'copy.json'), 'utf8')).not.toMatch(/never|token/)
    expect(statSync(join(cwd, 'copy.json')).mode & 0o077).toBe(0)
  })

  it('says so when the credentials are wrong', async () => {
    const bad = await main(['account', 'export', '--plivo-url', plivoUrl()], {
      stdout: () => undefined,
      stderr: () => undefined,
      stdin: async () => new Uint8Array(),
      env: { PLIVO_AUTH_ID: ID, PLIVO_AUTH_TOKEN: 'wrong' },
      cwd,
      colour: false,
      interactive: false,
    })
    expect(bad).toBe(2)
  })
})

describe('account plan', () => {
  it('lists steps and tasks, changes nothing, shows no whole number', async () => {
    await exportTo('copy.json')
    const { code, out } = await onVobiz('plan')
    expect(code).toBe(1)
    expect(out).toContain('create application Main-IVR\n')
    expect(out).toContain('create sub-account team\n')
    expect(out).toMatch(/task {2}Application "Main-IVR" needs a name of its own/)
    expect(out).toMatch(/task {2}Application silent has no answer URL/)
    expect(out).toMatch(/task {2}Endpoint alice123 needs a password/)
    expect(out).toMatch(/task {2}Number …0100 \(United States, CA\) cannot move/)
    expect(out).toContain('22 steps for apply, 6 tasks for you.')
    expect(out).not.toMatch(/\d{8}/)
    expect(vobiz.seen.every(({ verb }) => verb === 'GET')).toBe(true)
  })

  it('prints one JSON object', async () => {
    await exportTo('copy.json')
    const { out } = await onVobiz('plan', '--format', 'json')
    const plan = JSON.parse(out)
    expect(plan.steps).toHaveLength(22)
    expect(plan.tasks.map(({ code }: { code: string }) => code)).toContain('endpoint-password')
  })

  it('asks for a number that is not on the account', async () => {
    await exportTo('copy.json')
    write('numbers.json', { '14155550100': '919899999999' })
    expect((await onVobiz('plan', '--numbers', 'numbers.json')).out).toMatch(
      /Number …9999 of the numbers file is not on the Vobiz account/,
    )
  })
})

describe('account apply', () => {
  const withAnswers = ['--numbers', 'numbers.json', '--passwords', 'passwords.json']
  beforeEach(async () => {
    await exportTo('copy.json')
    write('numbers.json', { '+14155550100': '+919812345678', '14155550101': '919812345678' })
    write('passwords.json', { alice123: 'pw-a', bob456: 'pw-b' })
  })

  it('makes everything, writes ids and tokens to a file, and leaves nothing to plan', async () => {
    const { code, out } = await onVobiz('apply', ...withAnswers, '--output', 'made.json')
    expect(code).toBe(1) // two applications are left to a person
    expect(state.applications).toHaveLength(21)
    expect(state.applications[0]).toMatchObject({
      app_name: 'Main-IVR',
      answer_url: 'https://app.example/ivr',
      answer_method: 'POST',
    })
    expect(state.endpoints).toEqual([
      { username: 'alice123', password: 'pw-a', alias: 'Alice', application: 7000 },
      { username: 'bob456', password: 'pw-b', alias: 'bob456' },
    ])
    expect(state.numbers[0]).toMatchObject({ application_id: '7000' })
    const made = read('made.json')
    expect(made.applications).toMatchObject({ 100: '7000', 200: '7001' })
    expect(made.subaccounts).toEqual([{ name: 'team', authId: 'SA_9', authToken: 'once-only' }])
    expect(statSync(join(cwd, 'made.json')).mode & 0o077).toBe(0)
    expect(out).not.toMatch(/once-only|pw-a/)
    const again = await onVobiz('plan', ...withAnswers)
    expect(again.out).toContain('0 steps for apply, 2 tasks for you.')
  })

  it('never sends a request twice, deletes nothing and buys nothing', async () => {
    await onVobiz('apply', ...withAnswers, '--output', 'made.json')
    const writes = vobiz.seen
      .filter(({ verb }) => verb !== 'GET')
      .map(({ verb, url, body }) => `${verb} ${url} ${body}`)
    expect(new Set(writes).size).toBe(writes.length)
    expect(writes.join('\n')).not.toMatch(/^DELETE|purchase/m)
  })

  it('stops at the first failure, keeps what was made, and goes on from there', async () => {
    vobiz.reply = (seen) =>
      seen.verb === 'POST' && seen.url.endsWith('/Endpoint/') ? { status: 500, body: { error: 'boom' } } : answer(seen)
    const { code, err } = await onVobiz('apply', ...withAnswers, '--output', 'made.json')
    expect(code).toBe(2)
    expect(err).toMatch(/Stopped at create-endpoint after 22 steps: boom.*plan again to see/)
    expect(read('made.json').subaccounts).toHaveLength(1)
    vobiz.reply = answer
    await onVobiz('apply', ...withAnswers, '--output', 'made-2.json')
    expect(state.subs).toHaveLength(1)
    expect(state.endpoints).toHaveLength(2)
    expect(read('made-2.json').applications).toMatchObject({ 100: '7000' })
  })

  it('refuses to make a sub-account whose token would be lost, or to overwrite one', async () => {
    expect((await onVobiz('apply')).err).toMatch(/read only once/)
    write('made.json', { old: true })
    expect((await onVobiz('apply', '--output', 'made.json')).err).toMatch(/made.json exists/)
    expect(read('made.json')).toEqual({ old: true })
    expect(vobiz.seen.every(({ verb }) => verb === 'GET')).toBe(true)
  })

  it.each([
    ['a file that is no export', 'copy.json', { version: 2 }, /not what `account export`/],
    ['a numbers file that is no object', 'numbers.json', ['1'], /not a JSON object of texts/],
  ])('refuses %s', async (_, file, value, message) => {
    write(file, value)
    const { code, err } = await onVobiz('apply', ...withAnswers)
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(vobiz.seen.every(({ verb }) => verb === 'GET')).toBe(true)
  })
})
