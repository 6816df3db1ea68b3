import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CallProvider, createCaller } from '@plivo-to-vobiz/simulator'
import plivo from 'plivo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The simulator must send what the vendors send: Plivo's own package judges, and Vobiz's published formula. */

const SECRET = 'vendor-side-token'
const MAIN_SECRET = 'parent-token'
const PUBLIC_URL = 'https://ivr.example.com'

interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  params: Record<string, string>
}

const MENU = {
  plivo: '<GetDigits action="https://ivr.example.com/menu?lang=en&amp;a=b%20c"/>',
  vobiz: '<Gather action="https://ivr.example.com/menu?lang=en&amp;a=b%20c"/>',
}
const REPLIES: Record<string, string> = {
  '/menu': '<Dial action="/done" callbackUrl="/events" callerId="1"><Number>+14155550133</Number></Dial>',
  '/done': '<Redirect method="GET">https://ivr.example.com/voicemail?step=1</Redirect>',
  '/voicemail': '<Record action="/saved" callbackUrl="/ready"/>',
}

let received: Received[] = []
let provider: CallProvider = 'plivo'
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const path = new URL(request.url ?? '/', PUBLIC_URL).pathname
  received.push({
    method: request.method ?? '',
    url: PUBLIC_URL + request.url,
    headers: request.headers,
    params: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
  })
  const xml = path === '/answer' ? MENU[provider] : (REPLIES[path] ?? '')
  response.writeHead(200, { 'content-type': 'application/xml' }).end(`<Response>${xml}</Response>`)
})
let app = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

async function play(name: CallProvider): Promise<readonly Received[]> {
  received = []
  provider = name
  const caller = createCaller({ provider, app, publicUrl: PUBLIC_URL, secret: SECRET, mainSecret: MAIN_SECRET })
  const urls = { answer: '/answer', ring: '/ring', hangup: '/hangup?tenant=7' }
  await caller.call({ urls, direction: 'outbound', inputs: [{ digits: '1' }], dials: [{ status: 'completed' }] })
  return received
}

const value = (headers: IncomingHttpHeaders, name: string): string => String(headers[name] ?? '')

describe('what the simulator signs as Plivo', () => {
  it('is accepted by the npm plivo package, request by request', async () => {
    const requests = await play('plivo')
    expect(requests.map(({ method, url }) => `${method} ${url.slice(PUBLIC_URL.length).split('?')[0]}`)).toEqual([
      'POST /ring',
      'POST /answer',
      'POST /menu',
      'POST /events',
      'POST /events',
      'POST /events',
      'POST /done',
      'GET /voicemail',
      'POST /saved',
      'POST /hangup',
      'POST /ready',
    ])
    for (const { method, url, headers, params } of requests) {
      const nonce = value(headers, 'x-plivo-signature-v3-nonce')
      const judge = (token: string, signature: string, form = params) =>
        plivo.validateV3Signature(method, url, nonce, token, value(headers, signature), form)
      expect(judge(SECRET, 'x-plivo-signature-v3'), url).toBe(true)
      expect(judge(MAIN_SECRET, 'x-plivo-signature-ma-v3'), url).toBe(true)
      expect(judge(MAIN_SECRET, 'x-plivo-signature-v3'), url).toBe(false)
      expect(judge(SECRET, 'x-plivo-signature-v3', { ...params, Extra: '1' }), url).toBe(false)
    }
  })

  it('never repeats a nonce', async () => {
    const nonces = (await play('plivo')).map(({ headers }) => headers['x-plivo-signature-v3-nonce'])
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})

describe('what the simulator signs as Vobiz', () => {
  it('is the published formula: address without query, dot, nonce', async () => {
    const requests = await play('vobiz')
    expect(requests.length).toBeGreaterThan(10)
    for (const { url, headers } of requests) {
      const base = url.split('?')[0] ?? ''
      const nonce = value(headers, 'x-vobiz-signature-v3-nonce')
      const hmac = (token: string, text: string) => createHmac('sha256', token).update(text).digest('base64')
      expect(nonce).toMatch(/^\d{20}$/)
      expect(value(headers, 'x-vobiz-signature-v3')).toBe(hmac(SECRET, `${base}.${nonce}`))
      expect(value(headers, 'x-vobiz-signature-ma-v3')).toBe(hmac(MAIN_SECRET, `${base}.${nonce}`))
      expect(value(headers, 'x-vobiz-signature-v2')).toBe(
        hmac(SECRET, base + value(headers, 'x-vobiz-signature-v2-nonce')),
      )
      expect(value(headers, 'x-vobiz-signature')).toHaveLength(28)
    }
  })

  it('does not satisfy the plivo package, whatever header it is put under', async () => {
    for (const { method, url, headers, params } of await play('vobiz')) {
      const nonce = value(headers, 'x-vobiz-signature-v3-nonce')
      const signature = value(headers, 'x-vobiz-signature-v3')
      expect(plivo.validateV3Signature(method, url, nonce, SECRET, signature, params)).toBe(false)
    }
  })
})
