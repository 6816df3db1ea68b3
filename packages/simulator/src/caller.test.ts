import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type PretendApp, startApp } from './app.fixture.ts'
import { type CallerOptions, createCaller } from './caller.ts'
import type { CallProvider } from './provider.ts'
import type { CallScript } from './script.ts'
import type { Transcript } from './transcript.ts'

const URLS = { answer: '/answer', ring: '/ring', hangup: '/hangup' }

let app: PretendApp | undefined
afterEach(async () => {
  await app?.close()
  app = undefined
})

async function play(
  provider: CallProvider,
  answers: Record<string, Answer>,
  { options = {}, ...script }: Partial<CallScript> & { options?: Partial<CallerOptions> } = {},
): Promise<{ transcript: Transcript; received: PretendApp['received'] }> {
  app = await startApp(answers)
  const caller = createCaller({ provider, app: app.url, secret: 'token', createUuid: () => 'c-1', ...options })
  const transcript = await caller.call({ urls: URLS, ...script })
  return { transcript, received: app.received }
}

const steps = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) => (entry.kind === 'step' ? [`${entry.action} ${entry.text}`] : []))
const webhooks = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) =>
    entry.kind === 'exchange' ? [`${entry.request.moment} ${entry.request.event}`.trim()] : [],
  )
const problems = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) => entry.problems.map(({ code }) => code))

describe('order of a call', () => {
  it('plays an inbound Plivo call: answer while ringing, then one hangup', async () => {
    const { transcript, received } = await play('plivo', { '/answer': '<Speak>Hello</Speak>' })
    expect(received.map(({ path, params }) => [path, params.Event, params.CallStatus])).toEqual([
      ['/answer', 'StartApp', 'ringing'],
      ['/hangup', 'Hangup', 'completed'],
    ])
    expect(steps(transcript)).toEqual(['hears "Hello"', 'ends the instructions are used up'])
    expect(received[1]?.params).toMatchObject({ HangupCauseCode: '4010', HangupSource: 'Answer XML' })
    expect(transcript.ok).toBe(true)
  })

  it('plays an outbound Vobiz call: ring and hangup reach the answer URL too', async () => {
    const { received } = await play('vobiz', { '/answer': '' }, { direction: 'outbound' })
    expect(received.map(({ path, params }) => [path, params.Event])).toEqual([
      ['/answer', 'Ring'],
      ['/answer', 'StartApp'],
      ['/hangup', 'Hangup'],
      ['/answer', 'Hangup'],
    ])
  })

  it('tells the end once when answer and hangup URL are the same', async () => {
    const { received } = await play('vobiz', { '/answer': '' }, { urls: { answer: '/answer' } })
    expect(received.filter(({ params }) => params.Event === 'Hangup')).toHaveLength(1)
  })

  it('plays the reading it is told', async () => {
    const options = { readings: { ring: 'ring-url', hangup: 'hangup-url' } } as const
    const { received } = await play('vobiz', {}, { direction: 'outbound', options })
    expect(received.map(({ path }) => path)).toEqual(['/ring', '/answer', '/hangup'])
  })

  it('tells a call nobody takes by ring and hangup alone', async () => {
    const { transcript, received } = await play('plivo', {}, { direction: 'outbound', outcome: 'busy' })
    expect(webhooks(transcript)).toEqual(['ring Ring', 'hangup Hangup'])
    expect(received[1]?.params).toMatchObject({ CallStatus: 'busy', HangupCause: 'USER_BUSY', Duration: '0' })
  })
})

describe('input', () => {
  const menu = (element: string) => ({
    '/answer': `<${element} action="/menu" numDigits="1"><Speak>Press</Speak></${element}><Speak>Bye</Speak>`,
    '/menu': '<Speak>Two</Speak>',
  })

  it('sends digits alone from GetDigits, digits and kind from Gather', async () => {
    const plivo = await play('plivo', menu('GetDigits'), { inputs: [{ digits: '2#' }] })
    expect(plivo.received[1]?.params).toMatchObject({ Digits: '2', Event: 'Redirect' })
    expect(plivo.received[1]?.params).not.toHaveProperty('InputType')
    expect(steps(plivo.transcript)).toEqual([
      'hears "Press"',
      'presses 2#',
      'hears "Two"',
      'ends the instructions are used up',
    ])
    await app?.close()
    const vobiz = await play('vobiz', menu('Gather'), { inputs: [{ digits: '2' }] })
    expect(vobiz.received[1]?.params).toMatchObject({ Digits: '2', InputType: 'dtmf', Speech: '' })
  })

  it('goes on after silence on Plivo, as often as it was told to ask', async () => {
    const answers = {
      '/answer': '<GetDigits action="/menu" retries="2"><Speak>Press</Speak></GetDigits><Speak>Bye</Speak>',
    }
    const { transcript } = await play('plivo', answers)
    expect(steps(transcript).filter((step) => step === 'hears "Press"')).toHaveLength(2)
    expect(steps(transcript)).toContain('hears "Bye"')
    expect(webhooks(transcript)).toEqual(['answer StartApp', 'hangup Hangup'])
  })

  it('posts silence on Vobiz, or goes on, by reading', async () => {
    const posted = await play('vobiz', menu('Gather'))
    expect(posted.received[1]?.params).toMatchObject({ Digits: '', InputType: '', Speech: '' })
    await app?.close()
    const passed = await play('vobiz', menu('Gather'), { options: { readings: { silence: 'next-element' } } })
    expect(steps(passed.transcript)).toContain('hears "Bye"')
  })

  it('takes the usual number where an attribute holds none', async () => {
    const answers = { '/answer': '<Wait length="long"/><GetDigits action="/menu" retries="x" numDigits="-1"/>' }
    const { received, transcript } = await play('plivo', answers, { inputs: [{ digits: '12' }] })
    expect(steps(transcript)[0]).toBe('waits 1 s')
    expect(received[1]?.params.Digits).toBe('12')
    expect(received.at(-1)?.params.Duration).toBe('1')
  })

  it('loses patience with a menu that comes again and again', async () => {
    const answers = {
      '/answer': '<Gather action="/menu"><Speak>Press</Speak></Gather>',
      '/menu': '<Redirect>/answer</Redirect>',
    }
    const { received, transcript } = await play('vobiz', answers)
    expect(steps(transcript).filter((step) => step === 'hears "Press"')).toHaveLength(5)
    expect(received.at(-2)?.params).toMatchObject({ Event: 'Hangup', HangupSource: 'Caller', HangupCauseCode: '4000' })
  })

  it('hears speech only where the element listens to it', async () => {
    const answers = { '/answer': '<GetInput action="/menu" inputType="dtmf speech"/>', '/menu': '' }
    const { received } = await play('plivo', answers, { inputs: [{ speech: 'billing' }] })
    expect(received[1]?.params).toMatchObject({
      InputType: 'speech',
      Speech: 'billing',
      Digits: '',
      BilledAmount: '0.0050',
    })
    await app?.close()
    const deaf = await play('plivo', { '/answer': '<GetDigits action="/menu"/>' }, { inputs: [{ speech: 'billing' }] })
    expect(webhooks(deaf.transcript)).toEqual(['answer StartApp', 'hangup Hangup'])
  })

  it('asks again after a key that is not valid', async () => {
    const answers = { '/answer': '<GetDigits action="/menu" retries="2" validDigits="12"/>' }
    const { received } = await play('plivo', answers, { inputs: [{ digits: '9' }, { digits: '1' }] })
    expect(received[1]?.params.Digits).toBe('1')
  })

  it('ignores the reply when redirect is false', async () => {
    const answers = {
      '/answer': '<Gather action="/menu" redirect="false"/><Speak>Bye</Speak>',
      '/menu': '<Speak>Two</Speak>',
    }
    const { transcript } = await play('vobiz', answers, { inputs: [{ digits: '2' }] })
    expect(steps(transcript)).toContain('hears "Bye"')
    expect(steps(transcript)).not.toContain('hears "Two"')
  })
})

describe('dial', () => {
  const answers = {
    '/answer': '<Dial action="/done" callbackUrl="/events" callerId="1"><Number>+14155550133</Number></Dial>',
    '/done': '<Speak>Done</Speak>',
  }

  it('tells who answered and how it ended', async () => {
    const { received, transcript } = await play('plivo', answers, { dials: [{ status: 'completed', seconds: 42 }] })
    const events = received.filter(({ path }) => path === '/events').map(({ params }) => params.DialAction)
    expect(events).toEqual(['answer', 'connected', 'hangup'])
    const done = received.find(({ path }) => path === '/done')
    expect(done?.params).toMatchObject({
      DialStatus: 'completed',
      DialHangupCause: 'NORMAL_CLEARING',
      DialRingStatus: 'true',
    })
    expect(done?.params).not.toHaveProperty('Event')
    expect(received.at(-1)?.params.Duration).toBe('42')
    expect(steps(transcript)).toContain('talks to +14155550133 for 42 s')
  })

  it('names events on Vobiz, and no leg when nobody answers', async () => {
    const { received } = await play('vobiz', answers)
    expect(received.filter(({ path }) => path === '/events').map(({ params }) => params.Event)).toEqual(['DialHangup'])
    expect(received.find(({ path }) => path === '/done')?.params).toMatchObject({
      Event: 'DialAction',
      DialStatus: 'no-answer',
      DialBLegUUID: '',
    })
  })

  it('asks the answer URL again on Vobiz when there is no action', async () => {
    const { transcript } = await play('vobiz', { '/answer': '<Dial callerId="1"><Number>1</Number></Dial>' })
    expect(problems(transcript)).toContain('too-many-documents')
    expect(transcript.ok).toBe(false)
  })
})

describe('record', () => {
  const answers = (redirect: string, done = '') => ({
    '/answer': `<Record action="/done" callbackUrl="/ready"${redirect}/><Speak>Saved</Speak>`,
    '/done': done,
  })

  it('tells the finished recording on Plivo, then the file', async () => {
    const { received, transcript } = await play('plivo', answers('', '<Speak>Thanks</Speak>'), {
      recordings: [{ seconds: 6 }],
    })
    expect(received.find(({ path }) => path === '/done')?.params).toMatchObject({ RecordingDuration: '6', Digits: '#' })
    expect(received.at(-1)).toMatchObject({
      path: '/ready',
      params: { RecordUrl: 'https://media.example.com/rec-c-1.mp3' },
    })
    expect(steps(transcript)).toContain('hears "Thanks"')
  })

  it('tells the start on Vobiz, and the file after the call', async () => {
    const { received, transcript } = await play('vobiz', answers(' redirect="true"'))
    const done = received.find(({ path }) => path === '/done')
    expect(done?.params).toMatchObject({ Event: 'Record', RecordingID: 'rec-c-1' })
    expect(done?.params).not.toHaveProperty('RecordUrl')
    expect(webhooks(transcript)).toEqual([
      'answer StartApp',
      'record Record',
      'hangup Hangup',
      'hangup Hangup',
      'record-ready RecordStop',
    ])
    expect(steps(transcript)).toEqual([
      'records 8 s, then presses #',
      'hears "Saved"',
      'ends the instructions are used up',
    ])
  })

  it('loses the message on Vobiz when the action answers with instructions', async () => {
    const { transcript } = await play('vobiz', answers(' redirect="true"', '<Speak>Thanks</Speak>'))
    expect(steps(transcript)).toEqual([
      'skips recording: the action URL gave other instructions as it began',
      'hears "Thanks"',
      'ends the instructions are used up',
    ])
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
    const { transcript } = await play('vobiz', { '/answer': answer })
    expect(problems(transcript)[0]).toBe(code)
    expect(transcript.ok).toBe(false)
    expect(webhooks(transcript).at(-1)).toBe('hangup Hangup')
  })

  it('never leaves the application', async () => {
    const { transcript, received } = await play('plivo', { '/answer': '<Redirect>https://example.com/x</Redirect>' })
    expect(problems(transcript)).toEqual(['url-elsewhere'])
    expect(received.map(({ path }) => path)).toEqual(['/answer', '/hangup'])
  })

  it('sees XML handed to a hangup', async () => {
    const { transcript } = await play('vobiz', { '/answer': '', '/hangup': '<Dial><Number>1</Number></Dial>' })
    expect(problems(transcript)).toEqual(['xml-at-hangup'])
  })

  it('stops a caller sent in circles', async () => {
    const { transcript } = await play('plivo', { '/answer': '<Redirect>/answer</Redirect>' })
    expect(problems(transcript)).toEqual(['too-many-documents'])
  })

  it('reports an application that is not there', async () => {
    const started = await startApp({})
    await started.close()
    const caller = createCaller({ provider: 'plivo', app: started.url, secret: 'token' })
    const transcript = await caller.call({ urls: URLS })
    expect(problems(transcript)).toEqual(['no-reply', 'no-reply'])
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
    const { received } = await play('plivo', { '/answer': '<Redirect method="GET">/next?tenant=7</Redirect>' })
    expect(received[1]).toMatchObject({ method: 'GET', path: '/next', params: { tenant: '7', Event: 'Redirect' } })
  })

  it('tells the application the public address, as a proxy would', async () => {
    const { received } = await play('plivo', {}, { options: { publicUrl: 'https://ivr.example.com' } })
    expect(received[0]?.headers).toMatchObject({ host: 'ivr.example.com', 'x-forwarded-proto': 'https' })
  })

  it('keeps secrets and signatures out of the transcript', async () => {
    const { transcript, received } = await play('vobiz', {}, { options: { secret: 'very-secret-token' } })
    const text = JSON.stringify(transcript)
    expect(text).not.toContain('very-secret-token')
    expect(text).not.toContain(received[0]?.headers['x-vobiz-signature-v3'])
  })
})
