import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  PLIVO_TOKEN,
  PUBLIC,
  recorded,
  send,
  signPlivo,
  signVobiz,
  VOBIZ_TOKEN,
} from '../contract/adapter-callbacks.ts'
import { type RunningExample, startExample } from './example-process.ts'

/** Every example of docs/guides/shim.md, run and called by both platforms. */

const FOLDER = join(import.meta.dirname, '../../docs/examples/shim')
const ENV = { PUBLIC_URL: PUBLIC, PLIVO_AUTH_TOKEN: PLIVO_TOKEN, VOBIZ_AUTH_TOKEN: VOBIZ_TOKEN }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const URL_OF_ANSWER = `${PUBLIC}/voice/answer`

const vobiz = () => ({ ...FORM, ...signVobiz({ url: URL_OF_ANSWER }) })
const plivo = () => ({ ...FORM, ...signPlivo({ url: URL_OF_ANSWER, body: recorded('plivo-02') }) })

const SERVERS = ['express-intercept.mjs', 'koa-intercept.mjs', 'express.mjs', 'koa.mjs']
const FUNCTIONS = ['hono.mjs', 'next/voice/[event]/route.mjs', 'lambda.mjs']

describe.each(SERVERS)('%s', (program) => {
  let running: RunningExample | undefined
  afterEach(async () => {
    await running?.stop()
    running = undefined
  })

  it('answers both platforms and refuses what is forged', async () => {
    running = await startExample(join('shim', program), ENV)
    const post = (headers: Record<string, string>, name: string) =>
      send(`http://127.0.0.1:${running?.port}`, '/voice/answer', { headers, body: recorded(name) })
    expect(await post(plivo(), 'plivo-02')).toMatchObject({ status: 200, body: expect.stringContaining('<GetDigits ') })
    expect(await post(vobiz(), 'vobiz-01')).toMatchObject({ status: 200, body: expect.stringContaining('<Gather ') })
    expect((await post(FORM, 'vobiz-01')).status).toBe(403)
    expect((await post({ ...vobiz(), 'x-vobiz-signature-v3': 'A'.repeat(43) }, 'vobiz-01')).status).toBe(403)
  })
})

describe('functions', () => {
  const before = { ...process.env }
  beforeAll(() => void Object.assign(process.env, ENV))
  afterAll(() => {
    for (const name of Object.keys(ENV)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })

  type Call = (headers: Record<string, string>, body: string) => Promise<{ status: number; body: string }>
  const toRequest = (headers: Record<string, string>, body: string): Request =>
    new Request('http://internal:3000/voice/answer', { method: 'POST', headers, body })
  const read = async (response: Response) => ({ status: response.status, body: await response.text() })

  const CALLS: Readonly<Record<string, () => Promise<Call>>> = {
    'hono.mjs': async () => {
      const { app } = await import(join(FOLDER, 'hono.mjs'))
      return async (headers, body) => read(await app.fetch(toRequest(headers, body)))
    },
    'next/voice/[event]/route.mjs': async () => {
      const { POST } = await import(join(FOLDER, 'next/voice/[event]/route.mjs'))
      return async (headers, body) => read(await POST(toRequest(headers, body)))
    },
    'lambda.mjs': async () => {
      const { handler } = await import(join(FOLDER, 'lambda.mjs'))
      return async (headers, body) => {
        const requestContext = { http: { method: 'POST', sourceIp: '203.0.113.9' } }
        const result = await handler({ rawPath: '/voice/answer', headers, body, requestContext })
        return { status: result.statusCode, body: result.body }
      }
    },
  }

  it.each(FUNCTIONS)('%s answers both platforms and refuses what is forged', async (file) => {
    const call = await CALLS[file]?.()
    expect(await call?.(plivo(), recorded('plivo-02'))).toMatchObject({
      status: 200,
      body: expect.stringContaining('<GetDigits '),
    })
    expect(await call?.(vobiz(), recorded('vobiz-01'))).toMatchObject({
      status: 200,
      body: expect.stringContaining('<Gather '),
    })
    expect((await call?.(FORM, recorded('vobiz-01')))?.status).toBe(403)
  })
})

it('covers every example', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  const examples = files.filter((name) => /\.mjs$/.test(name) && !/node_modules|plivo-routes|voice\.mjs/.test(name))
  expect(examples.toSorted()).toEqual([...SERVERS, ...FUNCTIONS].toSorted())
})
