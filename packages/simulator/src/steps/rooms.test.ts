import { describe, expect, it } from 'vitest'
import { playAgainst, problems, steps, webhooks } from '../play.fixture.ts'

const ROOM = (attributes = '') => ({
  '/answer': `<Conference callbackUrl="/room" action="/left" digitsMatch="5" waitSound="/music"${attributes}>sales</Conference><Speak>Bye</Speak>`,
  '/music': '<Play>/tune.mp3</Play><Dial>+14155550133</Dial>',
  '/left': '<Speak>You left</Speak>',
})
const at = (received: readonly { path: string; params: Record<string, string> }[], path: string) =>
  received.filter((one) => one.path === path).map(({ params }) => params)

describe('conference', () => {
  it('tells who comes and goes on Plivo, then asks the action URL', async () => {
    const { received, transcript } = await playAgainst('plivo', ROOM(' hangupOnStar="true"'), {
      stays: [{ seconds: 40, keys: '5', ends: 'star' }],
    })
    const room = at(received, '/room')
    expect(room.map(({ ConferenceAction }) => ConferenceAction)).toEqual(['enter', 'digits', 'exit'])
    expect(room[0]).toMatchObject({ Event: 'ConferenceEnter', ConferenceName: 'sales', ConferenceMemberID: '2' })
    expect(room[0]).not.toHaveProperty('ConferenceFirstMember')
    expect(room[1]).toMatchObject({ ConferenceDigitsMatch: '5' })
    expect(steps(transcript)).toContain('hears "You left"')
    expect(received.at(-1)?.params.Duration).toBe('41')
  })

  it('says less of the exit on Vobiz, and does not count on the action URL (C12)', async () => {
    const { received, transcript } = await playAgainst('vobiz', ROOM(' hangupOnStar="true" stayAlone="true"'), {
      stays: [{ others: 0, ends: 'star' }],
    })
    const [enter, exit] = at(received, '/room')
    expect(enter).toMatchObject({ Event: 'ConferenceEnter', ConferenceFirstMember: 'true', From: '919800000001' })
    expect(exit).toMatchObject({ Event: 'ConferenceExit', ConferenceLastMember: 'true' })
    for (const name of ['From', 'To', 'Direction', 'CallStatus', 'ConferenceCurrentSize'])
      expect(exit).not.toHaveProperty(name)
    expect(at(received, '/left')).toEqual([])
    expect(steps(transcript)).toContain('hears "Bye"')
  })

  it('fetches the sound of waiting by POST and plays nothing but sounds', async () => {
    const { received, transcript } = await playAgainst('vobiz', ROOM(' stayAlone="true" waitMethod="GET"'), {
      stays: [{ others: 0 }],
    })
    expect(received.find(({ path }) => path === '/music')).toMatchObject({
      method: 'POST',
      params: { Event: 'ConferenceRemoteSounds', ConferenceAction: 'waitSound', ConferenceUUID: '' },
    })
    expect(steps(transcript)).toContain('hears /tune.mp3')
    expect(problems(transcript)).toContain('child-unknown')
  })

  it.each([
    ['plivo', 'talks alone for 30 s', '4000'],
    ['vobiz', 'ends the stay in room sales: nobody else is there', '4010'],
  ] as const)('lets a lone member stay on %s as its default says', async (provider, step, code) => {
    const { received, transcript } = await playAgainst(provider, ROOM(), { stays: [{ others: 0 }] })
    expect(steps(transcript)).toContain(step)
    expect(received.at(-1)?.params.HangupCauseCode ?? '').toBe(code)
  })

  it.each([
    ['plivo', 'hears "You left"', 'Answer XML'],
    ['vobiz', 'ends with the room', 'Callee'],
  ] as const)('on %s, the end of the room: %s', async (provider, step, source) => {
    const { received, transcript } = await playAgainst(provider, ROOM(), { stays: [{ ends: 'host' }] })
    expect(steps(transcript)).toContain(step)
    expect(received.at(-1)?.params.HangupSource).toBe(source)
  })

  it('keeps a caller out of a full room on Plivo; Vobiz does not count', async () => {
    const plivo = await playAgainst('plivo', ROOM(' maxMembers="2"'), { stays: [{ others: 2 }] })
    expect(steps(plivo.transcript).slice(0, 2)).toEqual(['hears that room sales is full', 'hears "Bye"'])
    const vobiz = await playAgainst('vobiz', ROOM(' maxParticipants="2"'), { stays: [{ others: 2 }] })
    expect(steps(vobiz.transcript)).toContain('joins room sales')
  })

  it('tells the file of a recorded room on Plivo and none on Vobiz', async () => {
    const plivo = await playAgainst('plivo', ROOM(' record="true"'))
    expect(at(plivo.received, '/room').at(-1)).toMatchObject({ ConferenceAction: 'record' })
    const vobiz = await playAgainst('vobiz', ROOM(' record="true"'))
    expect(at(vobiz.received, '/room').map(({ ConferenceAction }) => ConferenceAction)).toEqual(['enter', 'exit'])
  })

  it('lets go of a caller who hangs up inside', async () => {
    const { transcript } = await playAgainst('plivo', ROOM(), { hangupAt: 10, stays: [{ seconds: 60 }] })
    expect(steps(transcript)).toEqual(['joins room sales', 'ends the caller hangs up', 'talks with 1 other for 10 s'])
    expect(webhooks(transcript).slice(-3)).toEqual(['conference ConferenceExit', 'conference-result', 'hangup Hangup'])
  })
})

describe('multi-party call', () => {
  const answers = {
    '/answer':
      '<MultiPartyCall role="Agent" statusCallbackUrl="/status" onExitActionUrl="/exit" waitMusicUrl="/music">desk</MultiPartyCall>',
    '/exit': '<Speak>Thanks</Speak>',
    '/music': '<Speak>Please hold</Speak>',
  }

  it('is played as Plivo, with its own parameter names', async () => {
    const { received, transcript } = await playAgainst('plivo', answers, { stays: [{ others: 2, ends: 'host' }] })
    const [first] = at(received, '/status')
    expect(first).toMatchObject({ MPCName: 'desk', ParticipantRole: 'Agent', ParticipantCallUUID: 'c-1' })
    expect(first).not.toHaveProperty('Event')
    expect(at(received, '/exit')[0]).toMatchObject({ MPCFriendlyName: 'desk' })
    expect(steps(transcript)).toContain('hears "Thanks"')
  })

  it('plays the music of waiting', async () => {
    const { transcript } = await playAgainst('plivo', answers, { stays: [{ others: 0 }] })
    expect(steps(transcript)).toContain('hears "Please hold"')
    expect(transcript.ok).toBe(true)
  })

  it('cannot be carried out on Vobiz, and says which row says so', async () => {
    const { transcript } = await playAgainst('vobiz', answers)
    expect(problems(transcript)[0]).toBe('element-unknown')
    expect(transcript.entries.flatMap(({ because }) => because)).toContain('element:MultiPartyCall')
  })
})

describe('stream', () => {
  const answers = (attributes = '') => ({
    '/answer': `<Stream statusCallbackUrl="/stream" bidirectional="true"${attributes}>wss://ivr.example.com/audio</Stream><Speak>Bye</Speak>`,
  })
  const events = (received: readonly { path: string; params: Record<string, string> }[]) =>
    at(received, '/stream').map(({ Event }) => Event)

  it.each([
    ['plivo', 'StopStream'],
    ['vobiz', 'DroppedStream'],
  ] as const)('ends on %s with %s when the caller hangs up (C17)', async (provider, last) => {
    const { received, transcript } = await playAgainst(provider, answers(' keepCallAlive="true"'))
    expect(events(received)).toEqual(['StartStream', last])
    expect(steps(transcript)).toContain('talks to the stream for 20 s')
    expect(received.at(-1)?.params).toMatchObject({ HangupSource: 'Caller', Duration: '20' })
  })

  it.each([
    ['plivo', { bidirectional: 'true', ServiceURL: 'wss://ivr.example.com/audio' }],
    ['vobiz', { status_callback_url: undefined, ParentAuthID: 'MA_EXAMPLE1' }],
  ] as const)('sends what %s sends along', async (provider, params) => {
    const { received } = await playAgainst(provider, answers())
    const [first] = at(received, '/stream')
    for (const [name, value] of Object.entries(params)) expect(first?.[name]).toBe(value)
  })

  it('runs beside what follows unless it keeps the call alive', async () => {
    const { transcript, received } = await playAgainst('vobiz', answers())
    expect(steps(transcript)).toContain('hears "Bye"')
    expect(events(received)).toEqual(['StartStream', 'DroppedStream'])
  })

  it.each([
    ['application', 'StopStream'],
    ['dropped', 'DroppedStream'],
  ] as const)('goes on with the call when it is the %s that ends it', async (ends, event) => {
    const answer = answers(' keepCallAlive="true"')
    const { transcript, received } = await playAgainst('vobiz', answer, { streams: [{ ends }] })
    expect(events(received)).toEqual(['StartStream', event])
    expect(steps(transcript)).toContain('hears "Bye"')
  })
})
