import { describe, expect, it } from 'vitest'
import { playAgainst, steps, webhooks } from '../play.fixture.ts'

const TWO = '<Number>+14155550133</Number><User>sip:desk@phone.example.com</User>'
const dialling = (attributes: string, inside = '<Number>+14155550133</Number>') => ({
  '/answer': `<Dial callerId="1" action="/done" callbackUrl="/events"${attributes}>${inside}</Dial>`,
  '/done': '<Speak>Done</Speak>',
})
const at = (received: readonly { path: string; params: Record<string, string> }[], path: string) =>
  received.filter((one) => one.path === path).map(({ params }) => params)

describe('dial', () => {
  it('rings all phones and lets the losers go', async () => {
    const { received } = await playAgainst('vobiz', dialling('', TWO), { dials: [{ status: 'completed', leg: 2 }] })
    expect(
      at(received, '/events').map(({ DialAction, DialBLegPosition, DialBLegHangupCauseCode: code }) => [
        DialAction,
        DialBLegPosition,
        code,
      ]),
    ).toEqual([
      ['answer', '2', undefined],
      ['connected', '2', undefined],
      ['hangup', '1', '9000'],
      ['hangup', '2', '4000'],
    ])
    expect(at(received, '/events')[2]).toMatchObject({ DialBLegHangupCause: 'LOSE_RACE' })
  })

  it.each([
    ['1', 'completed', '4000'],
    ['9', 'no-answer', '9110'],
  ])('connects only when key %s confirms', async (confirm, status, code) => {
    const answers = { ...dialling(' confirmSound="/ask" confirmKey="1"'), '/ask': '<Speak>Press 1</Speak>' }
    const { received } = await playAgainst('plivo', answers, { dials: [{ status: 'completed', confirm }] })
    expect(at(received, '/ask')).toHaveLength(1)
    expect(at(received, '/done')[0]).toMatchObject({ DialStatus: status })
    expect(at(received, '/events').at(-1)).toMatchObject({ DialBLegHangupCauseCode: code })
  })

  it('plays the music of ringing unless it is the real one', async () => {
    const music = { ...dialling(' dialMusic="/music"'), '/music': '<Play>/ring.mp3</Play>' }
    const { transcript, received } = await playAgainst('plivo', music)
    expect(steps(transcript)).toContain('hears /ring.mp3')
    expect(received.find(({ path }) => path === '/music')?.method).toBe('POST')
    expect(webhooks((await playAgainst('plivo', dialling(' dialMusic="real"'))).transcript)).not.toContain('dial-sound')
  })

  it.each([
    ['plivo', 'ALeg'],
    ['vobiz', 'aleg'],
  ] as const)('tells on %s which keys matched and who pressed them (C15)', async (provider, who) => {
    const { received } = await playAgainst(provider, dialling(' digitsMatch="11,22"'), {
      dials: [{ status: 'completed', keys: '522' }],
    })
    expect(at(received, '/events').find(({ DialAction }) => DialAction === 'digits')).toMatchObject({
      DialDigitsMatch: '22',
      DialDigitsPressedBy: who,
    })
  })

  it('is ended by the star key, and by its time limit', async () => {
    const star = dialling(' hangupOnStar="true"')
    const byStar = await playAgainst('plivo', star, { dials: [{ status: 'completed', seconds: 90, keys: '*' }] })
    expect(steps(byStar.transcript)).toContain('talks to +14155550133 for 1 s, ended by the star key')
    const limit = dialling(' timeLimit="20"')
    const byLimit = await playAgainst('plivo', limit, { dials: [{ status: 'completed', seconds: 90 }] })
    expect(steps(byLimit.transcript)).toContain('talks to +14155550133 for 20 s')
  })

  it('rings as long as it was told', async () => {
    const { received } = await playAgainst('plivo', dialling(' timeout="12"'), { dials: [{ status: 'no-answer' }] })
    expect(received.at(-1)?.params.Duration).toBe('13')
  })

  it.each([
    ['plivo', ['dial-event', 'dial-result', 'hangup Hangup']],
    ['vobiz', ['dial-event DialHangup', 'hangup Hangup', 'hangup Hangup', 'dial-result DialAction']],
  ] as const)('tells on %s that the caller hung up while talking', async (provider, last) => {
    const { transcript, received } = await playAgainst(provider, dialling(''), {
      hangupAt: 20,
      dials: [{ status: 'completed', seconds: 60 }],
    })
    expect(webhooks(transcript).slice(-last.length)).toEqual(last)
    expect(at(received, '/events').at(-1)).toMatchObject({ DialBLegDuration: '16' })
    expect(steps(transcript)).not.toContain('hears "Done"')
  })

  it('tells that the caller hung up while it rang', async () => {
    const { received } = await playAgainst('plivo', dialling(''), { hangupAt: 2, dials: [{ status: 'completed' }] })
    expect(at(received, '/done')[0]).toMatchObject({ DialStatus: 'cancel', DialBLegUUID: '' })
  })
})

describe('record', () => {
  const recording = (attributes: string) => ({
    '/answer': `<Record action="/done" callbackUrl="/ready" redirect="true"${attributes}/><Speak>Saved</Speak>`,
    '/done': '',
  })

  it('is cut off at its longest', async () => {
    const { received, transcript } = await playAgainst('vobiz', recording(' maxLength="10"'), {
      recordings: [{ seconds: 30 }],
    })
    expect(steps(transcript)[0]).toBe('records 10 s, and is cut off')
    expect(received.at(-1)?.params).toMatchObject({
      Event: 'RecordStop',
      RecordingDuration: '10',
      RecordingEndReason: 'maxLength',
      RecordFile: 'https://media.example.com/rec-c-1.mp3',
    })
  })

  it.each(['plivo', 'vobiz'] as const)('keeps the message of a caller who hangs up on %s', async (provider) => {
    const { received, transcript } = await playAgainst(provider, recording(''), {
      recordings: [{ seconds: 7, hangup: true }],
    })
    expect(steps(transcript)).toEqual(['records 7 s, then hangs up', 'ends the caller hangs up'])
    expect(at(received, '/ready')[0]).toMatchObject({ RecordingDuration: '7' })
  })

  it.each([
    ['plivo', { RecordingDuration: '-1', RecordingStartMs: '-1' }],
    ['vobiz', { Event: 'Record' }],
  ] as const)('of a whole call is told at its start on %s, its file after the call', async (provider, params) => {
    const { received, transcript } = await playAgainst(provider, recording(' recordSession="true"'))
    expect(at(received, '/done')[0]).toMatchObject(params)
    expect(steps(transcript)).toContain('hears "Saved"')
    expect(at(received, '/ready')[0]).toMatchObject({ RecordingDuration: '1' })
    expect(received.at(-1)?.path).toBe('/ready')
  })

  it('tells the transcription', async () => {
    const { received } = await playAgainst('plivo', recording(' transcriptionUrl="/words"'))
    expect(at(received, '/words')[0]).toMatchObject({ recording_id: 'rec-c-1' })
  })
})
