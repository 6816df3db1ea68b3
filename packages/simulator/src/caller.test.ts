import { describe, expect, it } from 'vitest'
import { type Answer, startApp } from './app.fixture.ts'
import { createCaller } from './caller.ts'
import { playAgainst, problems, steps, URLS, webhooks } from './play.fixture.ts'

describe('order of a call', () => {
  it('plays an inbound Plivo call: answer while ringing, then one hangup', async () => {
    const { transcript, received } = await playAgainst('plivo', { '/answer': '<Speak>Hello</Speak>' })
    expect(received.map(({ path, params }) => [path, params.Event, params.CallStatus])).toEqual([
      ['/answer', 'StartApp', 'ringing'],
      ['/hangup', 'Hangup', 'completed'],
    ])
    expect(steps(transcript)).toEqual(['hears "Hello"', 'ends the instructions are used up'])
    expect(received[1]?.params).toMatchObject({ HangupCauseCode: '4010', HangupSource: 'Answer XML' })
    expect(transcript.ok).toBe(true)
  })

  it('plays an outbound Vobiz call: ring and hangup reach the answer URL too', async () => {
    const { received } = await playAgainst('vobiz', { '/answer': '' }, { direction: 'outbound' })
    expect(received.map(({ path, params }) => [path, params.Event])).toEqual([
      ['/answer', 'Ring'],
      ['/answer', 'StartApp'],
      ['/hangup', 'Hangup'],
      ['/answer', 'Hangup'],
    ])
  })

  it('tells the end once when answer and hangup URL are the same', async () => {
    const { received } = await playAgainst('vobiz', { '/answer': '' }, { urls: { answer: '/answer' } })
    expect(received.filter(({ params }) => params.Event === 'Hangup')).toHaveLength(1)
  })

  it('plays the reading it is told', async () => {
    const options = { readings: { ring: 'ring-url', hangup: 'hangup-url' } } as const
    const { received } = await playAgainst('vobiz', {}, { direction: 'outbound', options })
    expect(received.map(({ path }) => path)).toEqual(['/ring', '/answer', '/hangup'])
  })

  it('tells a call nobody takes by ring and hangup alone', async () => {
    const { transcript, received } = await playAgainst('plivo', {}, { direction: 'outbound', outcome: 'busy' })
    expect(webhooks(transcript)).toEqual(['ring Ring', 'hangup Hangup'])
    expect(received[1]?.params).toMatchObject({ CallStatus: 'busy', HangupCause: 'USER_BUSY', Duration: '0' })
  })
})

describe('what a provider does not put up with', () => {
  it.each<[string, Answer, string]>([
    ['an element of the other provider', '<GetDigits action="/menu"/>', 'element-unknown'],
    ['broken XML', { body: '<Response><Speak>' }, 'not-xml'],
    ['XML under the wrong type', { body: '<Response/>', type: 'text/html' }, 'content-type'],
    ['an error', { body: 'no', status: 500 }, 'bad-status'],
    ['a redirect', { body: '', status: 302 }, 'bad-status'],
    ['a huge document', { body: `<Response>${'<Wait/>'.repeat(20_000)}</Response>` }, 'too-large'],
  ])('stops the call at %s', async (_name, answer, code) => {
    const { transcript } = await playAgainst('vobiz', { '/answer': answer })
    expect(problems(transcript)[0]).toBe(code)
    expect(transcript.ok).toBe(false)
    expect(webhooks(transcript).at(-1)).toBe('hangup Hangup')
  })

  it('never leaves the application', async () => {
    const { transcript, received } = await playAgainst('plivo', {
      '/answer': '<Redirect>https://example.com/x</Redirect>',
    })
    expect(problems(transcript)).toEqual(['url-elsewhere'])
    expect(received.map(({ path }) => path)).toEqual(['/answer', '/hangup'])
  })

  it('sees XML handed to a hangup', async () => {
    const { transcript } = await playAgainst('vobiz', { '/answer': '', '/hangup': '<Dial><Number>1</Number></Dial>' })
    expect(problems(transcript)).toEqual(['xml-at-hangup'])
  })

  it('stops a caller sent in circles', async () => {
    const { transcript } = await playAgainst('plivo', { '/answer': '<Redirect>/answer</Redirect>' })
    expect(problems(transcript)).toEqual(['too-many-documents'])
  })

  it('reports an application that is not there', async () => {
    const started = await startApp({})
    await started.close()
    const caller = createCaller({ provider: 'plivo', app: started.url, secret: 'token' })
    const transcript = await caller.call({ urls: URLS })
    // once more each, as Plivo does when it gets no connection
    expect(problems(transcript)).toEqual(['no-reply', 'no-reply', 'no-reply', 'no-reply'])
  })
})

describe('options', () => {
  it('refuses an empty secret and a target that is not loopback', () => {
    expect(() => createCaller({ provider: 'plivo', app: 'http://127.0.0.1:1', secret: '' })).toThrow(
      /^bad-option: secret/,
    )
    expect(() => createCaller({ provider: 'plivo', app: 'http://example.com', secret: 'x' })).toThrow(
      /^target-not-loopback: /,
    )
  })

  it('passes on GET when an element says so, and keeps the query of the application', async () => {
    const { received } = await playAgainst('plivo', { '/answer': '<Redirect method="GET">/next?tenant=7</Redirect>' })
    expect(received[1]).toMatchObject({ method: 'GET', path: '/next', params: { tenant: '7', Event: 'Redirect' } })
  })

  it('tells the application the public address, as a proxy would', async () => {
    const { received } = await playAgainst('plivo', {}, { options: { publicUrl: 'https://ivr.example.com' } })
    expect(received[0]?.headers).toMatchObject({ host: 'ivr.example.com', 'x-forwarded-proto': 'https' })
  })

  it('keeps secrets and signatures out of the transcript', async () => {
    const { transcript, received } = await playAgainst('vobiz', {}, { options: { secret: 'very-secret-token' } })
    const text = JSON.stringify(transcript)
    expect(text).not.toContain('very-secret-token')
    expect(text).not.toContain(received[0]?.headers['x-vobiz-signature-v3'])
  })
})
