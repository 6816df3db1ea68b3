import { setTimeout as sleep } from 'node:timers/promises'
import { createCounters, type ShimEvent } from '@plivo-to-vobiz/shim'
import { createStatus, type StatusOptions } from '@plivo-to-vobiz/shim/status'
import { afterEach, describe, expect, it } from 'vitest'
import { HOSTS } from './status-hosts.ts'

const TOKEN = 'a-token-of-24-characters'
const BASIC = `Basic ${Buffer.from(`anybody:${TOKEN}`).toString('base64')}`
const PATH = '/ops/status'

const RECEIVED: ShimEvent = {
  name: 'delivery.received',
  provider: 'vobiz',
  event: 'answer',
  callUuid: 'c',
  path: '/voice/answer',
  number: '…123',
  proof: 'signature',
  dryRun: false,
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(host: string, options: Partial<StatusOptions> = {}) {
  const counters = createCounters()
  const status = createStatus({ counters, token: TOKEN, updateEveryMs: 20, ...options })
  const start = HOSTS[host]
  if (start === undefined) throw new Error(`no host ${host}`)
  const { origin, close } = await start(status, PATH)
  closing.push(close, status.close)
  const ask = (query = '', init: RequestInit = {}): Promise<Response> =>
    fetch(`${origin}${PATH}${query}`, { headers: { authorization: BASIC }, ...init })
  return { counters, status, ask }
}

/** The data of the messages of a stream, as they come. */
async function* readMessages(
  response: Response,
): AsyncGenerator<{ sections: Record<string, string>; verdict: string }> {
  let held = ''
  for await (const chunk of response.body ?? []) {
    held += Buffer.from(chunk).toString()
    for (let end = held.indexOf('\n\n'); end >= 0; end = held.indexOf('\n\n')) {
      const [message, rest] = [held.slice(0, end), held.slice(end + 2)]
      held = rest
      if (message.startsWith('data: ')) yield JSON.parse(message.slice(6))
    }
  }
}

describe.each(Object.keys(HOSTS))('the status page on %s', (host) => {
  it('shows its figures to who has the token', async () => {
    const { ask, counters } = await open(host)
    counters.onEvent(RECEIVED)
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('no-store')
    const page = await response.text()
    expect(page).toContain('<b>Vobiz</b> <span class="sum">1 webhook</span>')
    expect(page).not.toContain(TOKEN)
  })

  it('gives them as JSON', async () => {
    const { ask, counters } = await open(host)
    counters.onEvent(RECEIVED)
    const response = await ask('?format=json&range=hour')
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.json()).toMatchObject({ range: 'hour', received: { plivo: 0, vobiz: 1 }, complete: true })
  })

  it('sends what changes, and nothing else, as it happens', async () => {
    const { ask, counters } = await open(host)
    const abort = new AbortController()
    const response = await ask('?stream', { headers: { authorization: BASIC }, signal: abort.signal })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const messages = readMessages(response)
    const first = (await messages.next()).value
    expect(Object.keys(first.sections)).toContain('readiness')
    expect(first.verdict).toBe('Not yet ready to leave Plivo')
    counters.onEvent(RECEIVED)
    // The clock may have moved on in between, which is a change as well.
    let changed: Record<string, string> = {}
    while (changed.traffic === undefined) changed = { ...changed, ...(await messages.next()).value.sections }
    expect(changed.traffic).toContain('1 webhook')
    expect(Object.keys(changed)).not.toContain('refusals')
    abort.abort()
  })

  it.each([
    ['nothing', {}],
    ['another token', { authorization: `Basic ${Buffer.from('anybody:another-token-of-24-char').toString('base64')}` }],
    ['the token as user name', { authorization: `Basic ${Buffer.from(`${TOKEN}:`).toString('base64')}` }],
    ['half of it', { authorization: `Bearer ${TOKEN.slice(0, 12)}` }],
    ['a broken header', { authorization: 'Basic !' }],
    ['an empty one', { authorization: '' }],
  ])('asks for it, and shows nothing, given %s', async (_, headers) => {
    const { ask } = await open(host)
    for (const query of ['', '?stream', '?format=json', `?token=${TOKEN}`]) {
      const response = await ask(query, { headers })
      expect(response.status, query).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
      expect(await response.text()).not.toMatch(/webhook/)
    }
  })

  it('takes a bearer token, from programs', async () => {
    const { ask } = await open(host)
    expect((await ask('', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200)
  })

  it('is read only', async () => {
    const { ask } = await open(host)
    const response = await ask('', { method: 'POST', headers: { authorization: BASIC } })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    const head = await ask('', { method: 'HEAD', headers: { authorization: BASIC } })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('lets a server close while pages are open', async () => {
    const { ask, status } = await open(host)
    const response = await ask('?stream')
    const messages = readMessages(response)
    await messages.next()
    status.close()
    let isDone = false
    while (!isDone) isDone = (await messages.next()).done ?? false
    expect(isDone).toBe(true)
  })

  it('is open to so many at once, and tells others to come back', async () => {
    const { ask } = await open(host, { viewers: 1 })
    const abort = new AbortController()
    const first = await ask('?stream', { headers: { authorization: BASIC }, signal: abort.signal })
    await readMessages(first).next()
    expect(await (await ask('?stream')).text()).toBe('retry: 60000\n\n')
    abort.abort()
    for (let isFree = false; !isFree; await sleep(20)) {
      const next = new AbortController()
      const again = await ask('?stream', { headers: { authorization: BASIC }, signal: next.signal })
      isFree = !(await readMessages(again).next()).done
      next.abort()
    }
  })
})

describe('the status page', () => {
  it.each([undefined, '', 'short', 'nineteen-characters', [], [TOKEN, 'short']])('refuses the token %j', (token) => {
    expect(() => createStatus({ counters: createCounters(), token })).toThrow(/bad-option.*token/)
  })

  it('takes two tokens while one is replaced', async () => {
    const status = createStatus({ counters: createCounters(), token: [TOKEN, 'another-token-of-24-char'] })
    for (const token of [TOKEN, 'another-token-of-24-char']) {
      const headers = { authorization: `Bearer ${token}` }
      expect((await status.web(new Request('http://x/', { headers }))).status).toBe(200)
    }
  })

  it.each([
    ['mode of the shim', { mode: 'plivo' as const }, '<span>Mode <b>plivo</b></span>'],
    ['mode in the store', { mode: async () => 'vobiz' as const }, '<span>Mode <b>vobiz</b></span>'],
  ])('shows the %s', async (_, options, text) => {
    const status = createStatus({ counters: createCounters(), token: TOKEN, ...options })
    const response = await status.web(new Request('http://x/', { headers: { authorization: BASIC } }))
    expect(await response.text()).toContain(text)
  })

  it('tells those that were let through by dryRun from those that were refused', async () => {
    const counters = createCounters()
    const status = createStatus({ counters, token: TOKEN })
    for (const dryRun of [true, false, true]) {
      const about = { status: 403, provider: 'vobiz', path: '/voice', message: '', dryRun } as const
      counters.onEvent({ name: 'request.rejected', code: 'bad-signature', ...about })
    }
    const ask = async (query: string) =>
      (await status.web(new Request(`http://x/${query}`, { headers: { authorization: BASIC } }))).text()
    expect(JSON.parse(await ask('?format=json'))).toMatchObject({ refused: 1 })
    expect(await ask('')).toContain('<code>bad-signature</code> <span class="of">dry run, let through</span>')
  })

  it('says so when the store cannot be read', async () => {
    const never = () => Promise.reject(new Error('away'))
    const counters = createCounters({ store: { claim: never, get: never, put: never, release: never } })
    const status = createStatus({ counters, token: TOKEN })
    const response = await status.web(new Request('http://x/', { headers: { authorization: BASIC } }))
    expect(await response.text()).toContain('The store cannot be read')
  })
})
