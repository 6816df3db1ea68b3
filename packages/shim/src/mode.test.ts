import { describe, expect, it } from 'vitest'
import { createApp, recorded } from './app.fixture.ts'
import type { Mode } from './modes.ts'

describe('mode', () => {
  it.each([
    ['both', 200, 200],
    ['plivo', 200, 503],
    ['vobiz', 503, 200],
  ] as const)('%s takes new calls accordingly', async (mode, plivo, vobiz) => {
    const app = createApp({ mode })
    expect((await app.post(recorded('plivo-02'), { provider: 'plivo' })).status).toBe(plivo)
    expect((await app.post(recorded('vobiz-01'))).status).toBe(vobiz)
    expect((await app.post(recorded('vobiz-01'), { path: '/fallback' })).status).toBe(vobiz)
  })

  it('lets calls under way go on when it is switched', async () => {
    let mode: Mode = 'both'
    const app = createApp({ mode: () => mode })
    await app.post(recorded('vobiz-01'))
    mode = 'plivo'
    for (const name of ['vobiz-07', 'vobiz-12', 'vobiz-19', 'vobiz-20', 'vobiz-04']) {
      expect((await app.post(recorded(name))).status, name).toBe(200)
    }
    const refused = await app.post(recorded('vobiz-02'))
    expect(JSON.parse(refused.body).code).toBe('mode-off')
    expect(app.ran()).toEqual(['answer', 'input', 'dial', 'redirect', 'transfer', 'hangup'])
  })
})

describe('dryRun', () => {
  const GATHER = '<Response><GetDigits action="https://a.example/menu"/></Response>'

  it('reports what translating replies to Plivo would say, and leaves them as they are', async () => {
    const app = createApp({ dryRun: true, handlers: { answer: () => GATHER } })
    expect((await app.post(recorded('plivo-02'), { provider: 'plivo' })).body).toBe(GATHER)
    const said = app.events.find((event) => event.name === 'reply.translated')
    expect(said).toMatchObject({ provider: 'plivo', dryRun: true })
    expect(said?.findings.length).toBeGreaterThan(0)
  })

  it('reports a reply that could not be translated', async () => {
    const app = createApp({ dryRun: true, handlers: { answer: () => '<Response><Speak>' } })
    expect(await app.post(recorded('plivo-02'), { provider: 'plivo' })).toMatchObject({ status: 200 })
    expect(app.events.map((event) => event.name)).toContain('reply.untranslatable')
  })

  it('is off by default', async () => {
    const app = createApp({ handlers: { answer: () => GATHER } })
    await app.post(recorded('plivo-02'), { provider: 'plivo' })
    expect(app.events.map((event) => event.name)).toEqual(['delivery.received', 'call.handled'])
  })
})
