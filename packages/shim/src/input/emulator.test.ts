import { describe, expect, it } from 'vitest'
import { ACK, changed, createApp, createNonce, type FixtureApp, recorded, signed } from '../app.fixture.ts'
import type { Store } from '../store.ts'
import { createMemoryStore } from '../stores/memory.ts'

const MENU =
  '<Response><GetDigits action="/menu?a=1" numDigits="1" retries="3" validDigits="12" invalidDigitsSound="https://c.example/no.mp3"><Speak>1 or 2?</Speak></GetDigits><Speak>Bye</Speak></Response>'

const create = (options: Parameters<typeof createApp>[0] = {}): FixtureApp =>
  createApp({ handlers: { answer: () => MENU, input: () => '<Response><Speak>ok</Speak></Response>' }, ...options })

/** Paths of the actions in a document, as Vobiz would call them. */
const toActions = (document: string): readonly string[] =>
  [...document.matchAll(/action="https:\/\/voice\.example\.com([^"]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  )

const press = (digits: string, changes: Record<string, string | undefined> = {}): string =>
  changed('vobiz-07', { Digits: digits, ...changes })

async function ask(app: FixtureApp, body = recorded('vobiz-01')): Promise<readonly string[]> {
  return toActions((await app.post(body)).body)
}

const names = (app: FixtureApp): readonly string[] => app.events.map(({ name }) => name)

describe('a try that fails', () => {
  it('is answered by the shim with the rest of the document, and the application is not asked', async () => {
    const app = create()
    const [first = '', second = '', third = ''] = await ask(app)
    const afterSilence = await app.post(press(''), { path: first })
    expect(toActions(afterSilence.body)).toEqual([second, third])
    const afterWrong = await app.post(press('9'), { path: second })
    expect(afterWrong.body).toMatch(/^<Response><Play>https:\/\/c\.example\/no\.mp3<\/Play><Gather /)
    expect(toActions(afterWrong.body)).toEqual([third])
    const last = await app.post(press('9'), { path: third })
    expect(last.body).toBe('<Response><Play>https://c.example/no.mp3</Play><Speak>Bye</Speak></Response>')
    expect(last.type).toBe('application/xml')
    expect(app.ran()).toEqual(['answer'])
    expect(app.events.filter(({ name }) => name === 'input.failed')).toMatchObject([
      { reason: 'silence', triesLeft: 2, event: 'input' },
      { reason: 'invalid-digits', triesLeft: 1 },
      { reason: 'invalid-digits', triesLeft: 0 },
    ])
  })

  it.each([
    ['nothing at all', { Digits: undefined, InputType: undefined, Speech: undefined }],
    ['an event without result', { Digits: undefined, InputType: undefined, Speech: undefined, Event: undefined }],
    ['empty values', { Digits: '', InputType: '', Speech: '' }],
  ])('may be told by %s', async (_, changes) => {
    const app = create()
    const [first = ''] = await ask(app)
    expect(toActions((await app.post(changed('vobiz-07', changes), { path: first })).body)).toHaveLength(2)
    expect(app.ran()).toEqual(['answer'])
  })

  it('ends the call where nothing is left, which an empty document would not do on Vobiz', async () => {
    const app = create({ handlers: { answer: () => '<Response><GetDigits action="/menu"/></Response>' } })
    const [only = ''] = await ask(app)
    expect((await app.post(press(''), { path: only })).body).toBe('<Response><Hangup/></Response>')
  })
})

describe('a try that succeeds', () => {
  it('reaches the handler without any trace of the mark', async () => {
    const app = create()
    const [first = ''] = await ask(app)
    expect((await app.post(press('1'), { path: first })).body).toContain('ok')
    expect(app.ran()).toEqual(['answer', 'input'])
    expect(app.calls[1]?.request).toMatchObject({ path: '/menu?a=1', url: 'https://voice.example.com/menu?a=1' })
    expect(JSON.stringify(app.calls[1])).not.toContain('p2v')
  })

  it('is handled once, however often and with whatever nonce it is delivered', async () => {
    const app = create()
    const [first = ''] = await ask(app)
    const nonce = createNonce()
    const replies = [
      await app.post(press('1'), { path: first, nonce }),
      await app.post(press('1'), { path: first, nonce }),
      await app.post(press('1'), { path: first }),
    ]
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
    expect(app.ran()).toEqual(['answer', 'input'])
  })

  it('is tried again when the handler failed', async () => {
    let failures = 1
    const input = (): string => {
      if (failures-- > 0) throw new Error('down')
      return '<Response/>'
    }
    const app = create({ handlers: { answer: () => MENU, input } })
    const [first = ''] = await ask(app)
    expect((await app.post(press('1'), { path: first })).status).toBe(500)
    expect((await app.post(press('1'), { path: first })).status).toBe(200)
  })

  it('goes on behind the element where the reply is not followed, even when the handler fails', async () => {
    const answer = (): string =>
      '<Response><GetDigits action="/menu" retries="2" redirect="false"/><Speak>Bye</Speak></Response>'
    const input = (): string => {
      throw new Error('down')
    }
    const app = create({ handlers: { answer, input } })
    const [first = ''] = await ask(app)
    expect((await app.post(press('1'), { path: first })).body).toBe('<Response><Speak>Bye</Speak></Response>')
    expect(app.ran()).toEqual(['answer', 'input'])
    expect(names(app)).toContain('handler.failed')
  })
})

describe('a mark that is not right', () => {
  const other = recorded('vobiz-01').replaceAll('7c1e4b20-0001', '7c1e4b20-0099')
  const cases: readonly (readonly [string, (mark: string) => string])[] = [
    ['forged', (mark) => mark.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['of another try', (mark) => mark.replace(/\.0\./, '.1.')],
    ['prolonged', (mark) => mark.replace(/\.0\.(\w+)\./, '.0.zzzzzzzzz.')],
    ['truncated', (mark) => mark.slice(0, -3)],
    ['empty', () => ''],
    ['very long', (mark) => mark.repeat(100)],
    ['sent twice', (mark) => `${mark}&p2v-try=${mark}`],
    ['in another alphabet', () => '%00%ff'],
  ]

  it.each(cases)('%s: the application gets the request, as if there were none', async (_, change) => {
    const app = create()
    const [first = ''] = await ask(app)
    const path = first.replace(/p2v-try=([^&]*)/, (_whole, mark: string) => `p2v-try=${change(mark)}`)
    expect((await app.post(press('9'), { path })).status).toBe(200)
    expect(app.ran()).toEqual(['answer', 'input'])
    expect(app.calls[1]?.request.path).toBe('/menu?a=1')
    expect(app.events.find(({ name }) => name === 'input.unknown')).toMatchObject({ reason: 'not-ours' })
  })

  it('of another call', async () => {
    const app = create()
    const [mine = ''] = await ask(app)
    await ask(app, other)
    await app.post(press('9').replaceAll('7c1e4b20-0001', '7c1e4b20-0099'), { path: mine })
    expect(app.ran()).toEqual(['answer', 'answer', 'input'])
    expect(app.events.find(({ name }) => name === 'input.unknown')).toMatchObject({ reason: 'not-ours' })
  })

  it('signed with another token', async () => {
    const store = createMemoryStore()
    const [theirs = ''] = await ask(create({ store, vobiz: { authToken: ['another', 'vobiz-token'] } }))
    const app = create({ store })
    await app.post(press('9'), { path: theirs })
    expect(app.ran()).toEqual(['input'])
  })

  it('signed with the token that was exchanged during the call is right still', async () => {
    const store = createMemoryStore()
    const [old = ''] = await ask(create({ store }))
    const app = create({ store, vobiz: { authToken: ['another', 'vobiz-token'] } })
    expect((await app.post(press('9'), { path: old })).body).toContain('no.mp3')
    expect(app.ran()).toEqual([])
  })

  it('too old', async () => {
    const app = create()
    const [first = ''] = await ask(app)
    const { now } = Date
    Date.now = () => now() + 7 * 3_600_000
    try {
      await app.post(press('9'), { path: first })
    } finally {
      Date.now = now
    }
    expect(app.ran()).toEqual(['answer', 'input'])
  })

  it('whose document is gone: the application gets the request', async () => {
    const [first = ''] = await ask(create())
    const app = create()
    expect((await app.post(press('9'), { path: first })).body).toContain('ok')
    expect(app.events.find(({ name }) => name === 'input.unknown')).toMatchObject({ reason: 'forgotten' })
  })

  it('cannot be played back with other digits under the same nonce', async () => {
    const app = create()
    const [first = ''] = await ask(app)
    const nonce = createNonce()
    await app.post(press('9'), { path: first, nonce })
    expect((await app.post(press('1'), { path: first, nonce })).status).toBe(403)
  })

  it('is not looked at on a request of Plivo', async () => {
    const app = create()
    const body = recorded('plivo-07')
    const path = '/menu'
    const [first = ''] = await ask(app)
    await app.post(body, { provider: 'plivo', path, headers: signed('plivo', path, body) })
    expect(app.ran()).toEqual(['answer', 'input'])
    expect(first).toContain('p2v-try')
  })

  it('says nothing to a hangup, wherever that comes', async () => {
    const app = create()
    const [first = ''] = await ask(app)
    expect((await app.post(recorded('vobiz-04'), { path: first })).body).toBe(ACK)
    expect(app.ran()).toEqual(['answer', 'hangup'])
  })
})

describe('where nothing is emulated', () => {
  const plain = async (app: FixtureApp): Promise<void> => {
    const document = (await app.post(recorded('vobiz-01'))).body
    expect(document).not.toContain('p2v')
    expect(document.match(/<Gather/g)).toHaveLength(1)
    expect(app.events.find(({ name }) => name === 'reply.translated')).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ code: 'gather-retries-dropped' })]),
    })
  }

  it('by option', () => plain(create({ emulate: false })))

  it.each([
    'https://elsewhere.example/menu',
    'https://voice.example.com.evil.example/menu',
    'http://voice.example.com/menu',
  ])('since the action is elsewhere: %s', (action) => {
    const answer = (): string => `<Response><GetDigits action="${action}" retries="3"/></Response>`
    return plain(create({ handlers: { answer } }))
  })

  it('since the call is not known by a name', async () => {
    const app = create()
    expect((await app.post(changed('vobiz-01', { CallUUID: '' }))).body).not.toContain('p2v')
  })

  it('since the store takes nothing', async () => {
    const memory = createMemoryStore()
    const put: Store['put'] = (key, value, ttl) =>
      key.includes(':input:') ? Promise.reject(new Error('full')) : memory.put(key, value, ttl)
    const app = create({ store: { ...memory, put }, storeFailure: 'refuse' })
    await plain(app)
    expect(names(app)).toContain('store.failed')
  })

  it('since the call is on Plivo', async () => {
    const app = create({ dryRun: true })
    const answer = await app.post(recorded('plivo-02'), { provider: 'plivo' })
    expect(answer.body).toBe(MENU)
    expect(app.events.find(({ name }) => name === 'reply.translated')).toMatchObject({
      dryRun: true,
      findings: expect.arrayContaining([expect.objectContaining({ code: 'gather-emulated', attribute: 'retries' })]),
    })
  })
})

it('a store that does not answer later gives the request to the application', async () => {
  const memory = createMemoryStore()
  const get: Store['get'] = (key) => (key.includes(':input:') ? Promise.reject(new Error('down')) : memory.get(key))
  const app = create({ store: { ...memory, get }, storeFailure: 'refuse' })
  const [first = ''] = await ask(app)
  expect((await app.post(press('9'), { path: first })).body).toContain('ok')
  expect(names(app)).toContain('store.failed')
})

it('calls under way go on when new ones of Vobiz are switched off', async () => {
  let mode: 'both' | 'plivo' = 'both'
  const app = create({ mode: () => mode })
  const [first = '', second = ''] = await ask(app)
  mode = 'plivo'
  expect(toActions((await app.post(press('', { Event: undefined }), { path: first })).body)).toHaveLength(2)
  expect((await app.post(press('1'), { path: second })).body).toContain('ok')
  expect((await app.post(recorded('vobiz-02'))).status).toBe(503)
})

it('URLs grow by fewer than 90 characters', async () => {
  const [first = ''] = await ask(create())
  expect(first.length - '/menu?a=1'.length).toBeLessThan(90)
})
