import { describe, expect, it } from 'vitest'
import { playAgainst, steps, webhooks } from '../play.fixture.ts'

describe('the virtual clock', () => {
  it('dates every entry, and the end', async () => {
    const answers = { '/answer': '<Speak>one two three four five</Speak><Wait length="8"/><Play>/a.mp3</Play>' }
    const { transcript, received } = await playAgainst('plivo', answers)
    expect(transcript.entries.map(({ at }) => at)).toEqual([0, 0, 2, 10, 15, 15])
    expect(received.at(-1)?.params.Duration).toBe('15')
  })

  it('counts ringing before the answer and not into the duration', async () => {
    const { transcript, received } = await playAgainst(
      'plivo',
      { '/answer': '<Wait length="7"/>' },
      { direction: 'outbound' },
    )
    expect(transcript.entries[1]).toMatchObject({ kind: 'exchange', at: 5 })
    expect(received.at(-1)?.params.Duration).toBe('7')
  })

  it('hears what comes before the answer while it still rings', async () => {
    const answers = {
      '/answer': '<PreAnswer><Speak>one two three</Speak></PreAnswer><Wait length="3"/><Speak>x</Speak>',
    }
    const { received, transcript } = await playAgainst('vobiz', answers)
    expect(received.at(-1)?.params.Duration).toBe('1')
    expect(transcript.entries.at(-1)?.at).toBe(6)
  })

  it('cuts a wait short for a quiet caller', async () => {
    const answers = { '/answer': '<Wait length="10" silence="true" minSilence="3000"/>' }
    expect(steps((await playAgainst('plivo', answers)).transcript)[0]).toBe('waits 3 s')
  })

  it('waits for tones only when told to', async () => {
    const { received } = await playAgainst('plivo', { '/answer': '<DTMF>12</DTMF><DTMF async="false">1w2W</DTMF>' })
    expect(received.at(-1)?.params.Duration).toBe('3')
  })

  it.each([
    ['a prompt', '<Speak loop="0">Hello</Speak>'],
    ['a wait', '<Speak>a</Speak><Wait length="60"/>'],
    ['a menu', '<GetDigits action="/x" timeout="60"><Speak>Press</Speak></GetDigits>'],
  ])('lets the caller hang up in the middle of %s', async (_name, xml) => {
    const { received, transcript } = await playAgainst(
      'plivo',
      { '/answer': `${xml}<Speak>Bye</Speak>` },
      { hangupAt: 9 },
    )
    expect(steps(transcript).at(-1)).toBe('ends the caller hangs up')
    expect(received.at(-1)?.params).toMatchObject({ Duration: '9', HangupSource: 'Caller', HangupCauseCode: '4000' })
  })

  it('ends a call at its time limit', async () => {
    const { received } = await playAgainst(
      'plivo',
      { '/answer': '<Speak>a</Speak><Wait length="60"/>' },
      { timeLimit: 20 },
    )
    expect(received.at(-1)?.params).toMatchObject({ Duration: '20', HangupCauseCode: '6000' })
  })

  it('hangs up as planned by the application, and at once when nothing follows', async () => {
    const planned = await playAgainst('vobiz', { '/answer': '<Hangup schedule="5"/><Wait length="60"/>' })
    expect(planned.received.at(-1)?.params).toMatchObject({ Duration: '5', HangupCauseCode: '6000' })
    const last = await playAgainst('vobiz', { '/answer': '<Speak>a</Speak><Hangup schedule="5"/>' })
    expect(last.received.at(-1)?.params).toMatchObject({ Duration: '1', HangupCauseCode: '4000' })
  })

  it.each([
    ['plivo', 'busy', '3010', 'busy'],
    ['plivo', 'rejected', '3020', 'failed'],
    ['vobiz', 'busy', '3010', 'completed'],
  ] as const)('turns a call down on %s as %s', async (provider, reason, code, status) => {
    const { received } = await playAgainst(provider, { '/answer': `<Hangup reason="${reason}"/>` })
    expect(received.at(-1)?.params).toMatchObject({ HangupCauseCode: code, CallStatus: status, Duration: '0' })
    expect(received.at(-1)?.params).not.toHaveProperty('AnswerTime')
  })

  it('does what is due at a moment of the call', async () => {
    const seen: string[] = []
    const during = [
      { at: 8, run: async () => seen.push('b') },
      { at: 3, run: async ({ uuid }: { uuid: string }) => seen.push(uuid) },
      { at: 99, run: async () => seen.push('never') },
    ]
    await playAgainst('plivo', { '/answer': '<Speak>a</Speak><Wait length="20"/>' }, { during })
    expect(seen).toEqual(['c-1', 'b'])
  })

  it('lets an operator use the application while the call goes on', async () => {
    const operator = [{ at: 4, path: '/admin/{CallUUID}', form: { call: '{CallUUID}' } }]
    const { received, transcript } = await playAgainst(
      'plivo',
      { '/answer': '<Speak>a</Speak><Wait length="20"/>' },
      { operator },
    )
    expect(received[1]).toMatchObject({ path: '/admin/c-1', params: { call: 'c-1' } })
    expect(received[1]?.headers).not.toHaveProperty('x-plivo-signature-v3')
    expect(
      transcript.entries.find((entry) => entry.kind === 'exchange' && entry.request.moment === 'operator')?.at,
    ).toBe(4)
  })
})

describe('machine detection', () => {
  const script = { direction: 'outbound', machineDetection: 'continue' } as const
  const urls = { answer: '/answer', machine: '/machine' }
  const answers = { '/answer': '<Speak>Hello</Speak>' }

  it.each([
    ['plivo', 'machine', ['true']],
    ['plivo', 'human', []],
    ['vobiz', 'machine', ['true']],
    ['vobiz', 'human', ['false']],
  ] as const)('on %s, a %s (C28)', async (provider, answeredBy, expected) => {
    const { received, transcript } = await playAgainst(provider, answers, { ...script, urls, answeredBy })
    const told = received.filter(({ path }) => path === '/machine').map(({ params }) => params)
    expect(told.map(({ Machine }) => Machine)).toEqual(expected)
    if (told[0]) expect(told[0]).toMatchObject({ Event: 'MachineDetection', IfMachine: 'continue', ALegUUID: 'c-1' })
    expect(steps(transcript)).toContain('hears "Hello"')
  })

  it('ends the call when it was placed to', async () => {
    const { received, transcript } = await playAgainst('vobiz', answers, {
      ...script,
      urls,
      machineDetection: 'hangup',
      answeredBy: 'machine',
    })
    expect(received.at(-1)?.params).toMatchObject({ HangupCauseCode: '9100' })
    expect(webhooks(transcript)).toContain('machine MachineDetection')
  })
})
