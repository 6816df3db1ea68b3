import { describe, expect, it } from 'vitest'
import { playAgainst, problems, steps, webhooks } from '../play.fixture.ts'

describe('input', () => {
  const menu = (element: string) => ({
    '/answer': `<${element} action="/menu" numDigits="1"><Speak>Press</Speak></${element}><Speak>Bye</Speak>`,
    '/menu': '<Speak>Two</Speak>',
  })

  it('sends digits alone from GetDigits, digits and kind from Gather', async () => {
    const plivo = await playAgainst('plivo', menu('GetDigits'), { inputs: [{ digits: '2#' }] })
    expect(plivo.received[1]?.params).toMatchObject({ Digits: '2', Event: 'Redirect' })
    expect(plivo.received[1]?.params).not.toHaveProperty('InputType')
    expect(steps(plivo.transcript)).toEqual([
      'hears "Press"',
      'presses 2#',
      'hears "Two"',
      'ends the instructions are used up',
    ])
    const vobiz = await playAgainst('vobiz', menu('Gather'), { inputs: [{ digits: '2' }] })
    expect(vobiz.received[1]?.params).toMatchObject({ Digits: '2', InputType: 'dtmf', Speech: '' })
  })

  it('goes on after silence on Plivo, as often as it was told to ask', async () => {
    const answers = {
      '/answer': '<GetDigits action="/menu" retries="2"><Speak>Press</Speak></GetDigits><Speak>Bye</Speak>',
    }
    const { transcript } = await playAgainst('plivo', answers)
    expect(steps(transcript).filter((step) => step === 'hears "Press"')).toHaveLength(2)
    expect(steps(transcript)).toContain('hears "Bye"')
    expect(webhooks(transcript)).toEqual(['answer StartApp', 'hangup Hangup'])
  })

  it('posts silence on Vobiz, or goes on, by reading', async () => {
    const posted = await playAgainst('vobiz', menu('Gather'))
    expect(posted.received[1]?.params).toMatchObject({ Digits: '', InputType: '', Speech: '' })
    const passed = await playAgainst('vobiz', menu('Gather'), { options: { readings: { silence: 'next-element' } } })
    expect(steps(passed.transcript)).toContain('hears "Bye"')
  })

  it('takes the usual number where an attribute holds none', async () => {
    const answers = { '/answer': '<Wait length="long"/><GetDigits action="/menu" retries="x" numDigits="-1"/>' }
    const { received, transcript } = await playAgainst('plivo', answers, { inputs: [{ digits: '12' }] })
    expect(steps(transcript)[0]).toBe('waits 1 s')
    expect(received[1]?.params.Digits).toBe('12')
    expect(received.at(-1)?.params.Duration).toBe('1')
  })

  it('loses patience with a menu that comes again and again', async () => {
    const answers = {
      '/answer': '<Gather action="/menu"><Speak>Press</Speak></Gather>',
      '/menu': '<Redirect>/answer</Redirect>',
    }
    const { received, transcript } = await playAgainst('vobiz', answers)
    expect(steps(transcript).filter((step) => step === 'hears "Press"')).toHaveLength(5)
    expect(received.at(-2)?.params).toMatchObject({ Event: 'Hangup', HangupSource: 'Caller', HangupCauseCode: '4000' })
  })

  it('hears speech only where the element listens to it', async () => {
    const answers = { '/answer': '<GetInput action="/menu" inputType="dtmf speech"/>', '/menu': '' }
    const { received } = await playAgainst('plivo', answers, { inputs: [{ speech: 'billing' }] })
    expect(received[1]?.params).toMatchObject({
      InputType: 'speech',
      Speech: 'billing',
      Digits: '',
      BilledAmount: '0.0050',
    })
    const deaf = await playAgainst(
      'plivo',
      { '/answer': '<GetDigits action="/menu"/>' },
      { inputs: [{ speech: 'billing' }] },
    )
    expect(webhooks(deaf.transcript)).toEqual(['answer StartApp', 'hangup Hangup'])
  })

  it.each([
    ['after a wrong entry, the last one too', [{ digits: '9' }, { digits: '91' }], ['9', 'no.mp3', '91', 'no.mp3']],
    ['not after silence, and not after the finish key alone', [{}, { digits: '#' }], ['and does nothing', '#']],
    ['not after a right entry', [{ digits: '1' }], ['1']],
  ])('plays the sound for invalid digits %s', async (_, inputs, expected) => {
    const sound = 'https://cdn.example.com/no.mp3'
    const answers = {
      '/answer': `<GetDigits action="/menu" retries="2" validDigits="12" invalidDigitsSound="${sound}"/>`,
      '/menu': '',
    }
    const { transcript } = await playAgainst('plivo', answers, { inputs })
    expect(steps(transcript).map((step) => step.replace(/^\w+ (?:https:..cdn.example.com.)?/, ''))).toEqual([
      ...expected,
      'the instructions are used up',
    ])
  })

  it('knows neither retries nor valid digits on Vobiz', async () => {
    const answers = { '/answer': '<Gather action="/menu" retries="3" validDigits="12"/>' }
    const { received } = await playAgainst('vobiz', answers, { inputs: [{ digits: '9' }] })
    expect(received[1]?.params.Digits).toBe('9')
  })

  it('asks again after a key that is not valid', async () => {
    const answers = { '/answer': '<GetDigits action="/menu" retries="2" validDigits="12"/>' }
    const { received } = await playAgainst('plivo', answers, { inputs: [{ digits: '9' }, { digits: '1' }] })
    expect(received[1]?.params.Digits).toBe('1')
  })

  it('ignores the reply when redirect is false', async () => {
    const answers = {
      '/answer': '<Gather action="/menu" redirect="false"/><Speak>Bye</Speak>',
      '/menu': '<Speak>Two</Speak>',
    }
    const { transcript } = await playAgainst('vobiz', answers, { inputs: [{ digits: '2' }] })
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
    const { received, transcript } = await playAgainst('plivo', answers, {
      dials: [{ status: 'completed', seconds: 42 }],
    })
    const events = received.filter(({ path }) => path === '/events').map(({ params }) => params.DialAction)
    expect(events).toEqual(['answer', 'connected', 'hangup'])
    const done = received.find(({ path }) => path === '/done')
    expect(done?.params).toMatchObject({
      DialStatus: 'completed',
      DialHangupCause: 'NORMAL_CLEARING',
      DialRingStatus: 'true',
    })
    expect(done?.params).not.toHaveProperty('Event')
    // four seconds of ringing, the talk, one word
    expect(received.at(-1)?.params.Duration).toBe('47')
    expect(steps(transcript)).toContain('talks to +14155550133 for 42 s')
  })

  it('names events on Vobiz, and no leg when nobody answers', async () => {
    const { received } = await playAgainst('vobiz', answers)
    expect(received.filter(({ path }) => path === '/events').map(({ params }) => params.Event)).toEqual(['DialHangup'])
    expect(received.find(({ path }) => path === '/done')?.params).toMatchObject({
      Event: 'DialAction',
      DialStatus: 'no-answer',
      DialBLegUUID: '',
    })
  })

  it('asks the answer URL again on Vobiz when there is no action', async () => {
    const { transcript } = await playAgainst('vobiz', { '/answer': '<Dial callerId="1"><Number>1</Number></Dial>' })
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
    const { received, transcript } = await playAgainst('plivo', answers('', '<Speak>Thanks</Speak>'), {
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
    const { received, transcript } = await playAgainst('vobiz', answers(' redirect="true"'))
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
    const { transcript } = await playAgainst('vobiz', answers(' redirect="true"', '<Speak>Thanks</Speak>'))
    expect(steps(transcript)).toEqual([
      'skips recording: the action URL gave other instructions as it began',
      'hears "Thanks"',
      'ends the instructions are used up',
    ])
  })
})
