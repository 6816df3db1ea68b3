import { describe, expect, it } from 'vitest'
import { createMemoryReplayStore } from '../replay/memory-store.ts'
import type { VoicebipEvent, VoicebipTurn } from './voicebip-event.ts'
import { createVoicebipResponder, type VoicebipAnswer } from './voicebip-responder.ts'

const transcription = (id: string | undefined, text: unknown = 'How far?', more: Record<string, unknown> = {}) => ({
  ...(id !== undefined && { event_id: id }),
  event_type: 'call.transcription',
  channel: 'voice',
  payload: { call_id: 'c1', text, ...more },
})

/** A responder with a model that counts. */
function setUp(
  answer: (turn: VoicebipTurn) => VoicebipAnswer | string | Promise<VoicebipAnswer | string> = () => 'Hello',
) {
  const turns: VoicebipTurn[] = []
  const events: VoicebipEvent[] = []
  const store = createMemoryReplayStore()
  const create = () =>
    createVoicebipResponder({
      store,
      reply: (turn) => {
        turns.push(turn)
        return answer(turn)
      },
      onEvent: (event) => {
        events.push(event)
      },
    })
  return { respond: create(), again: create, turns, events }
}

describe('a transcription', () => {
  it.each<[VoicebipAnswer | string, object]>([
    ['Hello', { text: 'Hello', end_call: false }],
    [
      { text: 'Bye', end_call: true },
      { text: 'Bye', end_call: true },
    ],
    [{ text: 'Go on' }, { text: 'Go on', end_call: false }],
  ])('is answered with what the model says: %j', async (answer, expected) => {
    const { respond } = setUp(() => answer)
    expect(await respond(transcription('evt_1'))).toEqual(expected)
  })

  it('hands over what was said before, and drops what is no utterance', async () => {
    const { respond, turns } = setUp()
    const said = [
      { role: 'agent', text: 'Welcome' },
      { role: 'caller', text: 'Hi', extra: 1 },
      'x',
      null,
      { role: 1, text: 'y' },
      { role: 'caller' },
    ]
    await respond(transcription('evt_1', 'How far?', { conversation_history: said }))
    expect(turns[0]).toMatchObject({
      text: 'How far?',
      history: [
        { role: 'agent', text: 'Welcome' },
        { role: 'caller', text: 'Hi' },
      ],
      event: { id: 'evt_1', type: 'call.transcription', payload: { call_id: 'c1' } },
    })
  })

  it.each([
    ['no history', undefined],
    ['a history that is no list', 'x'],
    ['an empty one', []],
  ])('with %s has an empty one', async (_, history) => {
    const { respond, turns } = setUp()
    await respond(transcription('evt_1', 'a', { conversation_history: history }))
    expect(turns[0]?.history).toEqual([])
  })
})

describe('anything else', () => {
  it.each<[string, unknown]>([
    ['another event', { event_id: 'e', event_type: 'call.ended', payload: { text: 'bye' } }],
    ['no type', { event_id: 'e', payload: { text: 'bye' } }],
    ['a type in another case', { event_id: 'e', event_type: 'Call.Transcription', payload: { text: 'bye' } }],
    ['no text', { event_id: 'e', event_type: 'call.transcription', payload: {} }],
    ['an empty text', transcription('e', '')],
    ['a text that is none', transcription('e', { toString: 'x' })],
    ['no payload', { event_id: 'e', event_type: 'call.transcription' }],
    ['a payload that is a list', { event_id: 'e', event_type: 'call.transcription', payload: ['text'] }],
    ['an empty object', {}],
  ])('is acknowledged and never reaches the model: %s', async (_, body) => {
    const { respond, turns, events } = setUp()
    expect(await respond(body)).toEqual({ status: 'ok' })
    expect(turns).toEqual([])
    expect(events).toHaveLength(1)
  })

  it.each([undefined, null, 'text', 1, true, [], [transcription('evt_1')]])(
    'is refused when it is no object: %j',
    async (body) => {
      const { respond, turns } = setUp()
      await expect(respond(body)).rejects.toMatchObject({ code: 'malformed-event', status: 400 })
      expect(turns).toEqual([])
    },
  )

  it('needs no onEvent', async () => {
    const respond = createVoicebipResponder({ reply: () => 'x' })
    expect(await respond({ event_id: 'e', event_type: 'call.ended' })).toEqual({ status: 'ok' })
  })
})

describe('an event that is delivered again', () => {
  it('gets the answer it got, without the model', async () => {
    let count = 0
    const { respond, again, turns } = setUp(() => `answer ${++count}`)
    const first = await respond(transcription('evt_1'))
    expect(await respond(transcription('evt_1'))).toEqual(first)
    expect(await again()(transcription('evt_1', 'another text'))).toEqual(first)
    expect(turns).toHaveLength(1)
  })

  it('is told of once when it wants no answer', async () => {
    const { respond, events } = setUp()
    for (let turn = 0; turn < 3; turn += 1) await respond({ event_id: 'e', event_type: 'call.ended' })
    expect(events).toHaveLength(1)
  })

  it('while it is still being answered gets the same answer, once', async () => {
    let release: (text: string) => void = () => {}
    const { respond, turns } = setUp(
      () =>
        new Promise((resolve) => {
          release = resolve
        }),
    )
    const answers = [respond(transcription('evt_1')), respond(transcription('evt_1')), respond(transcription('evt_1'))]
    await new Promise(setImmediate)
    release('Hello')
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 3 }, () => ({ text: 'Hello', end_call: false })))
    expect(turns).toHaveLength(1)
  })

  it('while another process is answering it is acknowledged only', async () => {
    let release: (text: string) => void = () => {}
    const { respond, again, turns } = setUp(
      () =>
        new Promise((resolve) => {
          release = resolve
        }),
    )
    const first = respond(transcription('evt_1'))
    await new Promise(setImmediate)
    expect(await again()(transcription('evt_1'))).toEqual({ status: 'ok' })
    release('Hello')
    expect(await first).toEqual({ text: 'Hello', end_call: false })
    expect(turns).toHaveLength(1)
  })

  it('is handled when the first attempt failed', async () => {
    let attempts = 0
    const { respond, turns } = setUp(() => {
      attempts += 1
      if (attempts === 1) throw new Error('model is down')
      return 'Hello'
    })
    await expect(respond(transcription('evt_1'))).rejects.toThrow('model is down')
    expect(await respond(transcription('evt_1'))).toEqual({ text: 'Hello', end_call: false })
    expect(turns).toHaveLength(2)
  })

  it('is handled again when nothing names it', async () => {
    const { respond, turns } = setUp()
    for (const id of [undefined, undefined, '', 7]) await respond({ ...transcription(undefined), event_id: id })
    expect(turns).toHaveLength(4)
  })

  it('is kept apart from others', async () => {
    const { respond, turns } = setUp()
    for (const id of ['evt_1', 'evt_2', 'EVT_1', '__proto__', 'constructor']) await respond(transcription(id))
    expect(turns).toHaveLength(5)
  })
})
