import { createHmac } from 'node:crypto'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { changed, createNonce, recorded, signed } from '../app.fixture.ts'
import { startGateway, stopAll } from './gateway.fixture.ts'

afterEach(stopAll)

const PACK: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
}
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const vobiz = (path: string, body: string, nonce?: string) => ({
  path,
  body,
  headers: { Host: 'voice.example.com', ...FORM, ...signed('vobiz', path, body, nonce) },
})
const ANSWER = recorded('vobiz-01')
const HANGUP = 'Event=Hangup&CallUUID=c-1&From=14155550122&To=14155550100&Direction=inbound&CallStatus=completed'

describe('a webhook of Vobiz', () => {
  it('reaches its route in Plivo’s form, and its reply goes back translated', async () => {
    const { send, seen, events } = await startGateway({ routes: { answer: '/voice/own' } })
    const { status, body, headers } = await send(vobiz('/voice/any', ANSWER))
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/xml')
    expect(body).toContain('hello')
    expect(seen).toHaveLength(1)
    expect(seen[0]?.path).toBe('/voice/own')
    expect(seen[0]?.rawHeaders.filter((name) => /vobiz/i.test(name))).toEqual([])
    expect(events.map(({ name }) => name)).toContain('call.handled')
  })

  it.each([
    ['the URL that was called', {}, 'https://voice.example.com', 'voice.example.com'],
    ['appUrl', { appUrl: 'https://app.example.net' }, 'https://app.example.net', 'app.example.net'],
  ])('is signed as Plivo for %s', async (_name, options, base, host) => {
    const { send, seen } = await startGateway(options)
    await send(vobiz('/voice/answer', ANSWER))
    const { headers = {}, body = '' } = seen[0] ?? {}
    expect(headers.host).toBe(host)
    expect(headers['x-forwarded-proto']).toBe('https')
    const form = [...new URLSearchParams(body.toString())].sort(([a], [b]) => (a < b ? -1 : 1)).flat()
    const text = `${base}/voice/answer?${form.join('')}.${headers['x-plivo-signature-v3-nonce']}`
    expect(headers['x-plivo-signature-v3']).toBe(createHmac('sha256', 'plivo-token').update(text).digest('base64'))
  })

  it('hangs up once, whatever URL and nonce it comes with', async () => {
    const { send, seen, events } = await startGateway({ routes: { hangup: '/voice/over' } })
    for (const path of ['/voice/answer', '/voice/hangup']) expect((await send(vobiz(path, HANGUP))).status).toBe(200)
    expect(seen.map(({ path }) => path)).toEqual(['/voice/over'])
    expect(events).toContainEqual(expect.objectContaining({ name: 'delivery.repeated', by: 'call' }))
  })

  it('is answered from memory when it comes again', async () => {
    const { send, seen } = await startGateway()
    const request = vobiz('/voice/answer', ANSWER)
    const [first, second] = [await send(request), await send(request)]
    expect(second.body).toBe(first.body)
    expect(seen).toHaveLength(1)
  })

  const both = { ...FORM, ...signed('vobiz', '/voice/answer', ANSWER), ...signed('plivo', '/voice/answer', ANSWER) }
  it.each([
    ['unsigned', 'unsigned', { path: '/voice/answer', body: ANSWER, headers: FORM }],
    ['signed for another path', 'bad-signature', { ...vobiz('/voice/answer', ANSWER), path: '/voice/hangup' }],
    ['signed by both platforms', 'ambiguous-provider', { path: '/voice/answer', body: ANSWER, headers: both }],
    [
      'unsigned on another path',
      'unsigned',
      { path: '/elsewhere', body: ANSWER, headers: { ...FORM, 'User-Agent': 'Vobiz/1.0' } },
    ],
  ])('is refused when it is %s', async (_name, code, request) => {
    const { send, seen, events } = await startGateway()
    const { status, body } = await send(request)
    expect([status, JSON.parse(body).code]).toEqual([403, code])
    expect(seen).toEqual([])
    expect(events).toMatchObject([{ name: 'request.rejected', code }])
  })

  it('is refused with a nonce that came with another body', async () => {
    const { send, seen } = await startGateway()
    const nonce = createNonce()
    await send(vobiz('/voice/answer', ANSWER, nonce))
    const { status, body } = await send(vobiz('/voice/answer', changed('vobiz-01', { To: '19005550199' }), nonce))
    expect([status, JSON.parse(body).code]).toEqual([403, 'replayed'])
    expect(seen).toHaveLength(1)
  })
})

describe('an application that fails', () => {
  const FALLBACK = '<Response><Speak>Sorry</Speak></Response>'

  it('costs a 502 with a code, and is tried again', async () => {
    const { send, upstream, events } = await startGateway()
    upstream.close()
    const request = vobiz('/voice/answer', ANSWER)
    for (let attempt = 1; attempt <= 2; attempt++) {
      const { status, body } = await send(request)
      expect([status, JSON.parse(body).code]).toEqual([502, 'upstream-failed'])
      expect(events.filter(({ name }) => name === 'handler.failed')).toHaveLength(attempt)
    }
  })

  it.each([
    ['breaks off', 'upstream-failed', (response: { destroy: () => void }) => response.destroy()],
    ['is late', 'handler-timeout', () => {}],
  ])('gives the fallback when it %s', async (_name, code, fail) => {
    const options = { fallbackXml: FALLBACK, deadlines: { replyMs: 200 } }
    const { send, events } = await startGateway(options, (_request, response) => fail(response))
    const { status, body } = await send(vobiz('/voice/answer', ANSWER))
    expect(status).toBe(200)
    expect(body).toContain('Sorry')
    expect(events).toContainEqual(expect.objectContaining({ name: 'handler.failed', code }))
  })

  it.each([
    ['the fallback', { fallbackXml: FALLBACK }, 200, 'Sorry'],
    ['its own reply without one', {}, 500, 'broken'],
  ])('gives, on an error of its own, %s', async (_name, options, expected, text) => {
    const { send, events } = await startGateway(options, (_request, response) =>
      response.writeHead(500, { 'content-type': 'text/plain' }).end('broken'),
    )
    const { status, body } = await send(vobiz('/voice/answer', ANSWER))
    expect(status).toBe(expected)
    expect(body).toContain(text)
    expect(events).toContainEqual(expect.objectContaining({ name: 'handler.failed', code: 'handler-failed' }))
  })
})

describe('dryRun', () => {
  const body = recorded('plivo-02')
  const plivo = { path: '/voice/answer', body, headers: { ...FORM, ...signed('plivo', '/voice/answer', body) } }
  const DOCUMENT = '<Response><GetDigits action="/menu" numDigits="1"><Speak>Press 1</Speak></GetDigits></Response>'

  it.each(['identity', 'gzip', 'br', 'deflate'])(
    'says what translation would, of a reply in %s that passes as it is',
    async (encoding) => {
      const packed = PACK[encoding]?.(Buffer.from(DOCUMENT)) ?? Buffer.from(DOCUMENT)
      const { send, seen, events } = await startGateway({ dryRun: true }, (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/xml', 'content-encoding': encoding }).end(packed),
      )
      const { rawBody } = await send(plivo)
      expect(rawBody.equals(packed)).toBe(true)
      expect(seen[0]?.body.toString()).toBe(body)
      await vi.waitFor(() => expect(events).toHaveLength(2))
      expect(events[0]).toMatchObject({ name: 'delivery.received', dryRun: true, provider: 'plivo', event: 'answer' })
      expect(events[1]).toMatchObject({ name: 'reply.translated', dryRun: true, provider: 'plivo', event: 'answer' })
      expect(events[1]).toMatchObject({
        findings: expect.arrayContaining([expect.objectContaining({ element: 'GetDigits' })]),
      })
    },
  )

  it.each([
    ['what cannot be translated', '<Response><Speak>', ['delivery.received', 'reply.untranslatable']],
    ['nothing of what is no document', '{"ok":true}', ['delivery.received']],
  ])('says %s', async (_name, reply, expected) => {
    const { send, events } = await startGateway({ dryRun: true }, (_request, response) => response.end(reply))
    expect((await send(plivo)).body).toBe(reply)
    await send({ path: '/other' })
    await vi.waitFor(() => expect(events.map(({ name }) => name)).toEqual(expected))
  })
})

it('lets a request with the headers of both platforms pass in a dry run, and lives', async () => {
  const { send, seen, gateway } = await startGateway({ dryRun: true })
  const headers = { ...FORM, ...signed('vobiz', '/voice/answer', ANSWER), ...signed('plivo', '/voice/answer', ANSWER) }
  expect((await send({ path: '/voice/answer', body: ANSWER, headers })).status).toBe(200)
  expect(seen[0]?.body.toString()).toBe(ANSWER)
  expect(gateway.listening).toBe(true)
})

it('takes other options while it runs, and keeps its memory and its old ones when they are wrong', async () => {
  const { send, seen, gateway, options } = await startGateway()
  const first = vobiz('/voice/answer', ANSWER)
  await send(first)
  gateway.reconfigure({ ...options, routes: { answer: '/voice/new' } })
  expect(() => gateway.reconfigure({ ...options, upstream: 'nowhere' })).toThrow(/bad-option/)
  expect((await send(first)).status).toBe(200)
  expect(seen.map(({ path }) => path)).toEqual(['/voice/answer'])
  await send(vobiz('/voice/answer', changed('vobiz-01', { CallUUID: 'c-9' })))
  expect(seen.map(({ path }) => path)).toEqual(['/voice/answer', '/voice/new'])
})
