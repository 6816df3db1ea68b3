import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameTranslator, type Untranslatable } from './translator.ts'

const START = {
  sequenceNumber: 0,
  event: 'start',
  start: {
    callId: '5401fd2e-6344-40df-a22c-c8ffea7a92e7',
    streamId: 'c4dfd815-a92a-4140-ab85-5ff28c004116',
    accountId: '500025',
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000 },
  },
  extra_headers: '{}',
}
const { streamId } = START.start
const PLIVO_START = {
  ...START,
  sequenceNumber: 1,
  start: { ...START.start, accountId: 'MAXXXXXXXXXXXXXXXXXX' },
  extra_headers: 'a=1;b=2',
}

function open(start: object | null = START, isVobiz?: boolean) {
  const told: Untranslatable[] = []
  const { toApp, toPlatform } = createFrameTranslator({ isVobiz, onUntranslatable: (what) => told.push(what) })
  const app = (frame: unknown): unknown => JSON.parse(toApp(JSON.stringify(frame)))
  const platform = (frame: unknown): unknown => JSON.parse(toPlatform(JSON.stringify(frame)))
  const started = start && app(start)
  return { toApp, toPlatform, app, platform, told, started }
}

describe('a frame of Vobiz', () => {
  it('start: counts from one, has Plivo’s extra headers', () => {
    const { started, told } = open({ ...START, extra_headers: '{"userId":"12","b":"x"}' })
    expect(started).toEqual({ ...START, sequenceNumber: 1, extra_headers: 'userId=12;b=x' })
    expect(told.map(({ frame, field }) => `${frame} ${field}`)).toEqual(['start start.accountId'])
  })

  it('start in the form of 2025: ids and format go inside', () => {
    const flat = {
      event: 'start',
      streamId,
      accountId: 'MA_2210JXXN',
      callId: 'c',
      contentType: 'audio/x-l16;rate=16000',
      audioTrack: 'both',
    }
    const { started, told } = open(flat)
    expect(started).toMatchObject({
      sequenceNumber: 1,
      start: {
        callId: 'c',
        streamId,
        accountId: 'MA_2210JXXN',
        tracks: ['inbound', 'outbound'],
        mediaFormat: { encoding: 'audio/x-l16', sampleRate: 16_000 },
      },
      extra_headers: '',
    })
    expect(told.map(({ field }) => field)).toEqual(['start.accountId', 'media.payload'])
  })

  it('playedStream and clearedAudio: have a number and their stream', () => {
    const { app } = open()
    expect(app({ event: 'playedStream', name: 'greeting' })).toEqual({
      event: 'playedStream',
      name: 'greeting',
      sequenceNumber: 2,
      streamId,
    })
    expect(app({ sequenceNumber: 0, event: 'clearedAudio', streamId })).toEqual({
      event: 'clearedAudio',
      sequenceNumber: 3,
      streamId,
    })
  })

  it('media: text for a time, numbers for chunks, what start said of extra headers', () => {
    const { app } = open({ ...START, extra_headers: '{"a":"1"}' })
    const bare = { event: 'media', media: { payload: 'AAAA', timestamp: 1_778_597_597_091 } }
    expect(app(bare)).toEqual({
      event: 'media',
      sequenceNumber: 2,
      streamId,
      media: { payload: 'AAAA', timestamp: '1778597597091', chunk: 1, track: 'inbound' },
      extra_headers: 'a=1',
    })
    const whole = {
      sequenceNumber: 7,
      streamId,
      event: 'media',
      media: { track: 'outbound', timestamp: '9', chunk: 4, payload: 'AA' },
      extra_headers: '{}',
    }
    expect(app(whole)).toEqual({ ...whole, sequenceNumber: 3, extra_headers: '' })
  })

  it('dtmf: told when it has another shape', () => {
    const { app, told } = open()
    expect(app({ event: 'dtmf', dtmf: { digit: '5' } })).toMatchObject({
      dtmf: { digit: '5' },
      sequenceNumber: 2,
      streamId,
    })
    app({ event: 'dtmf', digits: '5' })
    app({ event: 'dtmf', digits: '6' })
    expect(told.filter(({ frame }) => frame === 'dtmf')).toHaveLength(1)
  })
})

describe('a frame of the application', () => {
  it.each([
    [
      'playAudio gets its stream',
      { event: 'playAudio', media: { contentType: 'audio/x-mulaw', sampleRate: 8000, payload: 'A' } },
      { streamId },
    ],
    [
      'a rate in text becomes a number',
      { event: 'playAudio', streamId, media: { contentType: 'audio/x-l16', sampleRate: '16000', payload: 'A' } },
      { media: { contentType: 'audio/x-l16', sampleRate: 16_000, payload: 'A' } },
    ],
    [
      'a rate behind the format moves',
      { event: 'playAudio', streamId, media: { contentType: 'audio/x-l16;rate=8000', payload: 'A' } },
      { media: { contentType: 'audio/x-l16', sampleRate: 8000, payload: 'A' } },
    ],
    ['checkpoint gets its stream', { event: 'checkpoint', name: 'a' }, { streamId }],
    ['clearAudio gets its stream', { event: 'clearAudio' }, { streamId }],
  ])('%s', (_name, frame, changed) => {
    expect(open().platform(frame)).toEqual({ ...frame, ...changed })
  })

  it.each([
    ['sendDTMF', { event: 'sendDTMF', dtmf: '1' }, undefined],
    [
      'a format nobody takes',
      { event: 'playAudio', streamId, media: { contentType: 'audio/wav', payload: 'A' } },
      'media.contentType',
    ],
  ])('%s passes as it is and is told once', (_name, frame, field) => {
    const { toPlatform, told } = open()
    const text = JSON.stringify(frame)
    for (let turn = 0; turn < 3; turn++) expect(toPlatform(text)).toBe(text)
    const [, ...rest] = told
    expect(rest).toMatchObject([{ frame: frame.event, field, reason: expect.stringMatching(/\w+/) }])
  })
})

describe('what is not touched', () => {
  const KNOWN = ['start', 'media', 'dtmf', 'playedStream', 'clearedAudio', 'playAudio', 'checkpoint', 'clearAudio']
  const unknownFrame = fc
    .record({ event: fc.string().filter((name) => !KNOWN.includes(name)), more: fc.jsonValue() })
    .map((frame) => JSON.stringify(frame, null, 1))
  const noFrame = fc.oneof(
    fc.string(),
    fc
      .jsonValue()
      .filter((value) => typeof value !== 'object' || value === null || !('event' in value))
      .map((value) => JSON.stringify(value)),
    fc.string().map((text) => `{"event":"media"${text}`),
  )

  it('is any text that is no known frame, letter by letter', () => {
    const { toApp, toPlatform } = open()
    fc.assert(
      fc.property(fc.oneof(unknownFrame, noFrame), (text) => {
        expect(toApp(text)).toBe(text)
        expect(toPlatform(text)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('is everything on a stream of Plivo, known by its account and its first number', () => {
    const { toApp, toPlatform, told } = open(PLIVO_START)
    for (const frame of [PLIVO_START, { event: 'playedStream', name: 'a' }, { event: 'media', media: {} }]) {
      expect(toApp(JSON.stringify(frame))).toBe(JSON.stringify(frame))
    }
    expect(toPlatform('{"event":"clearAudio"}')).toBe('{"event":"clearAudio"}')
    expect(told).toEqual([])
  })

  it('is everything before the first frame tells whose stream it is', () => {
    const { toApp, toPlatform, platform } = open(null)
    expect(toApp('{"event":"media"}')).toBe('{"event":"media"}')
    expect(toPlatform('{"event":"clearAudio"}')).toBe('{"event":"clearAudio"}')
    expect(toApp(JSON.stringify(START))).not.toBe(JSON.stringify(START))
    expect(platform({ event: 'clearAudio' })).toEqual({ event: 'clearAudio', streamId })
  })

  it('is what needs no change', () => {
    const text = `{ "event": "checkpoint", "streamId": "${streamId}", "name": "a" }`
    expect(open().toPlatform(text)).toBe(text)
  })
})

it('keeps every field it does not know, whatever it is', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (more) => {
      const { app } = open()
      const {
        event,
        sequenceNumber,
        streamId: id,
        ...kept
      } = app({ ...more, event: 'playedStream' }) as Record<string, unknown>
      const { event: _event, sequenceNumber: _number, streamId: own, ...expected } = more
      expect(kept).toEqual(JSON.parse(JSON.stringify(expected)))
      expect([event, sequenceNumber]).toEqual(['playedStream', 2])
      expect(id).toEqual(typeof own === 'string' ? own : streamId)
    }),
  )
})
