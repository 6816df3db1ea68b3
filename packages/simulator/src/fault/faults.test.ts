import { describe, expect, it } from 'vitest'
import { playAgainst, problems, webhooks } from '../play.fixture.ts'

const ANSWERS = {
  '/answer': '<Dial callerId="1" action="/done" callbackUrl="/events"><Number>1</Number></Dial>',
  '/done': '<Record action="/saved" redirect="true" callbackUrl="/ready"/>',
  '/saved': '',
}
const URLS = { answer: '/answer', hangup: '/hangup' }
const hangups = { readings: { hangup: 'hangup-url' } } as const

describe('fault switches', () => {
  it('delivers everything twice, byte for byte', async () => {
    const { received, transcript } = await playAgainst('vobiz', ANSWERS, { faults: ['duplicate'], options: hangups })
    expect(received).toHaveLength(12)
    for (let index = 0; index < received.length; index += 2) {
      expect(received[index + 1]).toMatchObject({ path: received[index]?.path, params: received[index]?.params })
      expect(received[index + 1]?.headers['x-vobiz-signature-v3']).toBe(
        received[index]?.headers['x-vobiz-signature-v3'],
      )
    }
    expect(problems(transcript)).toEqual([])
    expect(transcript.ok).toBe(true)
  })

  it('sees that a second delivery is answered otherwise', async () => {
    let count = 0
    const answers = {
      '/answer': () => {
        count += 1
        return `<Speak>Caller ${count}</Speak>`
      },
    }
    const { transcript } = await playAgainst('plivo', answers, { faults: ['duplicate'] })
    expect(problems(transcript)).toEqual(['duplicate-differs'])
    expect(transcript.ok).toBe(true)
  })

  it('swaps what only tells something with what follows it', async () => {
    const { transcript } = await playAgainst('plivo', ANSWERS, { faults: ['reordered'], urls: URLS })
    expect(webhooks(transcript)).toEqual([
      'answer StartApp',
      'dial-result',
      'dial-event',
      'record',
      'record-ready',
      'hangup Hangup',
    ])
    const plain = await playAgainst('plivo', ANSWERS, { urls: URLS })
    expect([...webhooks(plain.transcript)].sort()).toEqual([...webhooks(transcript)].sort())
  })

  it('tells of a recorded file an hour late', async () => {
    const { transcript } = await playAgainst('plivo', ANSWERS, { faults: ['late-record'], urls: URLS })
    const [end, file] = transcript.entries.slice(-2)
    expect((file?.at ?? 0) - (end?.at ?? 0)).toBe(3600)
  })

  it.each(['unsigned', 'wrong-token'] as const)('%s: an application that refuses is right', async (fault) => {
    const refusing = { '/answer': { status: 403, body: '' }, '/hangup': { status: 403, body: '' } }
    const good = await playAgainst('plivo', refusing, { faults: [fault], urls: URLS })
    expect(good.transcript.ok).toBe(true)
    const bad = await playAgainst('plivo', ANSWERS, { faults: [fault], urls: URLS })
    expect(bad.transcript.ok).toBe(false)
    expect(new Set(problems(bad.transcript))).toEqual(new Set(['let-in']))
    const allowed = await playAgainst('plivo', ANSWERS, { faults: [fault], urls: URLS, acceptsForged: true })
    expect(allowed.transcript.ok).toBe(true)
  })

  it('unsigned carries no signature, a wrong token one that is wrong', async () => {
    const unsigned = await playAgainst('vobiz', {}, { faults: ['unsigned'] })
    expect(Object.keys(unsigned.received[0]?.headers ?? {}).filter((name) => name.startsWith('x-vobiz'))).toEqual([])
    const wrong = await playAgainst('vobiz', {}, { faults: ['wrong-token'] })
    expect(wrong.received[0]?.headers).toHaveProperty('x-vobiz-signature-v3')
  })

  it.each([
    ['plivo', 40],
    ['vobiz', 10],
  ] as const)('on a slow network %s delivers again after %d s', async (provider, seconds) => {
    const { received, transcript } = await playAgainst(
      provider,
      { '/answer': '' },
      { faults: ['slow-network'], urls: URLS },
    )
    expect(received.slice(0, 2).map(({ path }) => path)).toEqual(['/answer', '/answer'])
    expect(transcript.entries[1]?.at).toBe(seconds + (provider === 'vobiz' ? 1 : 0))
    expect(transcript.ok).toBe(true)
  })

  it('can be combined', async () => {
    const faults = ['duplicate', 'reordered', 'late-record', 'slow-network'] as const
    const { received, transcript } = await playAgainst('plivo', ANSWERS, { faults, urls: URLS })
    expect(received).toHaveLength(6 * 3)
    expect(transcript.ok).toBe(true)
  })
})

describe('delivery', () => {
  const failing = (times: number, xml = '<Speak>Hi</Speak>') => {
    let count = 0
    return () => {
      count += 1
      return count <= times ? { status: 503, body: '' } : { body: `<Response>${xml}</Response>` }
    }
  }

  it('is tried three times more on Vobiz, with growing pauses', async () => {
    const { received, transcript } = await playAgainst(
      'vobiz',
      { '/answer': failing(3) },
      { urls: URLS, options: hangups },
    )
    expect(received.filter(({ path }) => path === '/answer')).toHaveLength(4)
    expect(transcript.entries.slice(0, 4).map(({ at }) => at)).toEqual([0, 1, 3, 7])
    expect(transcript.ok).toBe(true)
    expect(problems(transcript)).toEqual(['bad-status', 'bad-status', 'bad-status'])
  })

  it('is not tried again on Plivo for a bad status, unless the address says so', async () => {
    const once = await playAgainst('plivo', { '/answer': failing(1) }, { urls: URLS })
    expect(once.transcript.ok).toBe(false)
    const tuned = { urls: { ...URLS, answer: '/answer#rc=2&rp=all' } }
    const again = await playAgainst('plivo', { '/answer': failing(2) }, tuned)
    expect(again.transcript.ok).toBe(true)
    expect(again.received[0]?.path).toBe('/answer')
  })

  it.each([
    ['plivo', { status: 500, body: '' }, true],
    ['plivo', { body: '<Respon' }, false],
    ['vobiz', { status: 500, body: '' }, true],
    ['vobiz', { body: '<Respon' }, true],
  ] as const)('asks the fallback URL on %s after %j: %s', async (provider, answer, asks) => {
    const urls = { ...URLS, fallback: '/fallback' }
    const { received, transcript } = await playAgainst(
      provider,
      { '/answer': answer, '/fallback': '<Speak>Sorry</Speak>' },
      { urls },
    )
    expect(received.some(({ path }) => path === '/fallback')).toBe(asks)
    expect(webhooks(transcript).includes('fallback StartApp')).toBe(asks)
  })
})
