import { afterEach, describe, expect, it } from 'vitest'
import { type PretendApp, startApp } from './app.fixture.ts'
import { createCaller } from './caller.ts'

let app: PretendApp
afterEach(() => app.close())

describe('probe', () => {
  it.each(['unsigned', 'tampered', 'replayed', 'wrong-secret'] as const)(
    'reports an application that lets a %s request in',
    async (kind) => {
      app = await startApp({})
      for (const provider of ['plivo', 'vobiz'] as const) {
        const result = await createCaller({ provider, app: app.url, secret: 'token' }).probe(kind, { url: '/answer' })
        expect(result).toMatchObject({ kind, provider, refused: false })
      }
    },
  )

  it('takes a 403 for a refusal, and a 500 not', async () => {
    app = await startApp({ '/answer': { status: 403, body: '' }, '/broken': { status: 500, body: '' } })
    const caller = createCaller({ provider: 'plivo', app: app.url, secret: 'token' })
    expect((await caller.probe('unsigned', { url: '/answer' })).refused).toBe(true)
    expect((await caller.probe('unsigned', { url: '/broken' })).refused).toBe(false)
  })

  it('does not call it a refused replay when the genuine request was refused as well', async () => {
    app = await startApp({ '/answer': { status: 403, body: '' } })
    const caller = createCaller({ provider: 'vobiz', app: app.url, secret: 'token' })
    expect((await caller.probe('replayed', { url: '/answer' })).refused).toBe(false)
  })

  it('replays the very headers of the genuine request', async () => {
    app = await startApp({})
    await createCaller({ provider: 'vobiz', app: app.url, secret: 'token' }).probe('replayed', { url: '/answer' })
    const [genuine, replay] = app.received
    expect(replay?.headers['x-vobiz-signature-v3-nonce']).toBe(genuine?.headers['x-vobiz-signature-v3-nonce'])
    expect(replay?.params.To).not.toBe(genuine?.params.To)
  })

  it('signs for another path where the body is not covered', async () => {
    app = await startApp({})
    const caller = createCaller({ provider: 'vobiz', app: app.url, secret: 'token' })
    const { explanation } = await caller.probe('tampered', { url: '/answer', otherUrl: '/hangup' })
    expect(explanation).toBe('signed for /hangup, sent elsewhere')
    expect(app.received[0]?.path).toBe('/answer')
  })
})
