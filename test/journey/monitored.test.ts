import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliver, PUBLIC, recorded, send } from '../contract/adapter-callbacks.ts'
import { type RunningExample, startExample } from './example-process.ts'

const TOKEN = 'a-token-of-24-characters'

describe('the monitored example', () => {
  let example: RunningExample
  let origin: string
  beforeAll(async () => {
    example = await startExample('monitored/app.mjs', {
      PLIVO_AUTH_TOKEN: 'plivo-token',
      VOBIZ_AUTH_TOKEN: 'vobiz-token',
      PUBLIC_URL: PUBLIC,
      STATUS_TOKEN: TOKEN,
    })
    origin = `http://127.0.0.1:${example.port}`
  })
  afterAll(() => example?.stop())

  it('answers, counts, measures and logs', async () => {
    const path = '/voice/answer'
    expect((await deliver({ provider: 'vobiz', origin, path }, recorded('vobiz-01'))).status).toBe(200)
    expect((await deliver({ provider: 'plivo', origin, path }, recorded('plivo-02'))).status).toBe(200)
    expect((await send(origin, path, { body: recorded('vobiz-01') })).status).toBe(403)

    const metrics = await (await fetch(`${origin}/metrics`)).text()
    expect(metrics).toContain('plivo_to_vobiz_rejected_total{provider="nobody",code="unsigned",dry_run="false"} 1')

    const headers = { authorization: `Bearer ${TOKEN}` }
    const figures = await (await fetch(`${origin}/ops/status?format=json`, { headers })).json()
    expect(figures).toMatchObject({ mode: 'both', received: { plivo: 1, vobiz: 1 }, refused: 1 })
    expect((await fetch(`${origin}/ops/status`)).status).toBe(401)

    const log = example.output()
    expect(log).toMatch(/"event":"call\.handled".*"callEvent":"answer"/)
    expect(log).toMatch(/"event":"request\.rejected".*"code":"unsigned"/)
    expect(log).not.toMatch(/9198|vobiz-token|plivo-token|a-token-of/)
  })
})
