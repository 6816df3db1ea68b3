import { describe, expect, it } from 'vitest'
import { renderDifferences, renderSideBySide } from '../render/side-by-side.ts'
import type { Exchange, Step, Transcript } from '../transcript.ts'
import { compareCalls } from './compare-calls.ts'

const hears = (text: string, because: string[] = []): Step => ({
  kind: 'step',
  at: 0,
  because,
  element: 'Speak',
  action: 'hears',
  text,
  problems: [],
})
const asks = (path: string, elements: string[] = [], extra: Partial<Exchange['request']> = {}): Exchange => ({
  kind: 'exchange',
  at: 0,
  attempt: 1,
  because: [],
  request: {
    moment: 'answer',
    method: 'POST',
    url: `https://ivr.example.com${path}`,
    event: 'StartApp',
    headerNames: ['X-A'],
    params: { Event: 'StartApp' },
    ...extra,
  },
  reply: { status: 200, contentType: 'application/xml', body: `<Response>${elements.join('')}</Response>`, elements },
  problems: [],
})
const call = (entries: Transcript['entries'], ok = true): Transcript => ({
  provider: 'plivo',
  callUuid: 'c',
  direction: 'inbound',
  entries,
  ok,
})

describe('compareCalls', () => {
  it('finds nothing between equal calls', () => {
    const one = call([asks('/a', ['<Speak>']), hears('"Hi"')])
    const result = compareCalls(one, one)
    expect(result).toMatchObject({ parity: true, differences: [] })
    expect(result.rows.every(({ same }) => same)).toBe(true)
    expect(renderDifferences(result)).toBe('No difference.\n')
  })

  it('lets the caller decide about parity, not the wire', () => {
    const left = call([asks('/a', ['<GetDigits timeout="7"/>']), hears('"Hi"')])
    const right = call([
      asks('/a', ['<Gather executionTimeout="7" digitEndTimeout="2" inputType="dtmf"/>'], { headerNames: ['X-B'] }),
      hears('"Hi"'),
    ])
    const result = compareCalls(left, right)
    expect(result.parity).toBe(true)
    expect(result.differences.map(({ about }) => about)).toEqual(['signature'])
  })

  it.each([
    ['something not heard', call([asks('/a')])],
    ['something else heard', call([asks('/a'), hears('"Ho"')])],
    ['something heard twice', call([asks('/a'), hears('"Hi"'), hears('"Hi"')])],
    ['a call that failed', call([asks('/a'), hears('"Hi"')], false)],
  ])('sees %s', (_name, other) => {
    expect(compareCalls(call([asks('/a'), hears('"Hi"')]), other).parity).toBe(false)
  })

  it('names parameters, events and addresses of one side only', () => {
    const left = call([asks('/a')])
    const right = call([asks('/b', [], { event: 'Redirect', params: { Event: 'Redirect', Speech: '' } })])
    const known = { rows: [], explained: false }
    expect(compareCalls(left, right).differences).toEqual([
      { about: 'webhooks', moment: 'answer', left: '/a', right: '/b', ...known },
      { about: 'event', moment: 'answer', left: 'StartApp', right: 'Redirect', ...known },
      { about: 'parameters', moment: 'answer', left: 'nothing', right: 'Speech', ...known },
    ])
  })

  it('knows why a recording is reported to its action on one side, and no other callback', () => {
    const record = (attributes: string) =>
      call([asks('/a', [`<Record action="https://ivr.example.com/r" ${attributes}/>`])])
    const plivo = record('redirect="true" timeout="15" finishOnKey="#"')
    const reported = record('redirect="true" timeout="15" finishOnKey="#" callbackUrl="https://ivr.example.com/r"')
    const vobiz = { ...reported, provider: 'vobiz' as const }
    const reply = (other: Transcript) => compareCalls(plivo, other).differences.find(({ about }) => about === 'reply')
    expect(reply(vobiz)).toMatchObject({ rows: ['C16'], explained: true })
    const elsewhere = { ...record('callbackUrl="https://ivr.example.com/x"'), provider: 'vobiz' as const }
    expect(reply(elsewhere)?.explained).toBe(false)
  })

  it('puts equal lines into one row', () => {
    const left = call([asks('/a'), hears('"Hi"'), hears('"Bye"')])
    const right = call([asks('/a'), hears('"Bye"')])
    expect(renderSideBySide(compareCalls(left, right), { width: 63 })).toBe(
      [
        'Plivo                            Vobiz',
        '-> POST /a Event=StartApp        -> POST /a Event=StartApp',
        '<- 200                           <- 200',
        '   caller hears "Hi"           |',
        '   caller hears "Bye"               caller hears "Bye"',
        '',
      ].join('\n'),
    )
  })
})
