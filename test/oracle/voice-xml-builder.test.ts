import { createRequire } from 'node:module'
import { ATTRIBUTES, ELEMENTS } from '@plivo-to-vobiz/mappings'
import { fromBuilder, translate, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import { Response } from '@plivo-to-vobiz/voice-xml/builder'
import fc from 'fast-check'
import plivo from 'plivo'
import { describe, expect, it } from 'vitest'

/** The old package brings no types. */
const plivoLegacy: { Response: () => { addGetDigits: (values: object) => { addSpeak: (text: string) => unknown } } } =
  createRequire(import.meta.url)('plivo-legacy')

/** One `add…` call, whoever takes it. */
interface Call {
  readonly method: string
  readonly args: readonly unknown[]
  /** Index of the element it is made on, among those made so far; 0 is the response. */
  readonly on: number
}

/** Methods whose first argument is the text; the others take attributes alone. */
const WITH_TEXT: Readonly<Record<string, string>> = {
  addConference: 'Conference',
  addDTMF: 'DTMF',
  addEmphasis: 'emphasis',
  addLang: 'lang',
  addMessage: 'Message',
  addNumber: 'Number',
  addPhoneme: 'phoneme',
  addPlay: 'Play',
  addProsody: 'prosody',
  addRedirect: 'Redirect',
  addSayAs: 'say-as',
  addSpeak: 'Speak',
  addStream: 'Stream',
  addSub: 'sub',
  addUser: 'User',
  addW: 'w',
}
const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  addBreak: 'break',
  addDial: 'Dial',
  addGetDigits: 'GetDigits',
  addGetInput: 'GetInput',
  addHangup: 'Hangup',
  addRecord: 'Record',
  addWait: 'Wait',
}

/** Attributes that Plivo's package refuses although the rows know them. */
const NOT_IN_PACKAGE = new Set([
  'Dial@callerID',
  'User@webrtc',
  'GetDigits@type',
  'Stream@noiseCancellation',
  'Stream@noiseCancellationLevel',
  'Record@transcriptionReportType',
  'Conference@sendDigits',
  'Speak@legs',
  'GetInput@retries',
])

const attributesOf = (element: string): readonly string[] =>
  ATTRIBUTES.filter(({ on, plivo: name }) => on === element && !NOT_IN_PACKAGE.has(`${on}@${name}`)).map(
    (row) => row.plivo,
  )

const text = fc
  .array(fc.constantFrom('a', '1', ' ', '\n', '<', '&', '>', "'", 'é', '😀', 'https://a.example/x?y=1&z', '"', 'w'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
// Plivo's toXML turns the escaped double quote of an attribute back into a bare one, which is no XML any more.
const value = fc.oneof(
  text.map((one) => one.replaceAll('"', '')),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('5', '70', 'auto', 'true', 'false', 'POST', 'get', 'beep:1', ''),
)

const attributes = (element: string) => {
  const known = attributesOf(element)
  const found =
    known.length === 0
      ? fc.constant({})
      : fc.dictionary(fc.constantFrom(...known), value, { maxKeys: 4, noNullPrototype: true })
  return fc.tuple(found, fc.nat({ max: 60 })).map(
    ([values, luck]): Record<string, string | number | boolean> => ({
      ...values,
      // The package refuses other voices; the rows know what to do with them.
      ...('voice' in values ? { voice: 'Polly.Amy' } : {}),
      ...(luck === 0 ? { nonsense: 1 } : {}),
    }),
  )
}

const on = fc.nat({ max: 12 })
const call: fc.Arbitrary<Call> = fc.oneof(
  ...Object.entries(WITH_TEXT).map(([method, element]) =>
    fc.tuple(on, text, attributes(element)).map(([index, body, found]) => ({ method, args: [body, found], on: index })),
  ),
  ...Object.entries(WITHOUT_TEXT).map(([method, element]) =>
    fc.tuple(on, attributes(element)).map(([index, found]) => ({ method, args: [found], on: index })),
  ),
  fc.tuple(on, text).map(([index, body]) => ({ method: 'addText', args: [body], on: index })),
  ...['addP', 'addS'].map((method) => fc.tuple(on, text).map(([index, body]) => ({ method, args: [body], on: index }))),
  on.map((index) => ({ method: 'addPreAnswer', args: [], on: index })),
  fc.constant({ method: 'addSpeak', args: [undefined], on: 0 }),
)

type Target = Record<string, (...args: readonly unknown[]) => unknown>

/** What a call gives, or that it throws. */
function attempt(target: Target, { method, args }: Call): { made: unknown } | 'throws' {
  try {
    return { made: target[method]?.(...args) }
  } catch {
    return 'throws'
  }
}

interface Played {
  readonly theirs: ReturnType<typeof plivo.Response>
  readonly ours: ReturnType<typeof Response>
  readonly accepted: number
}

/** Makes the same calls on Plivo's package and on ours; both must take and refuse the same ones. */
function play(calls: readonly Call[]): Played | undefined {
  const theirs = plivo.Response()
  const ours = Response()
  const pairs: [Target, Target][] = [[theirs as unknown as Target, ours as unknown as Target]]
  let accepted = 0
  for (const one of calls) {
    const pair = pairs[one.on % pairs.length]
    if (pair === undefined) continue
    const [their, our] = [attempt(pair[0], one), attempt(pair[1], one)]
    expect({ call: one, throws: our === 'throws' }).toEqual({ call: one, throws: their === 'throws' })
    // The package leaves a half-made element behind when it refuses an attribute; nothing can be compared after that.
    if (their === 'throws' && isHalfMade(one)) return undefined
    if (their === 'throws' || our === 'throws') continue
    accepted++
    if (one.method !== 'addText') pairs.push([their.made as Target, our.made as Target])
  }
  return { theirs, ours, accepted }
}

const isHalfMade = ({ args }: Call): boolean =>
  args.some((arg) => typeof arg === 'object' && arg !== null && 'nonsense' in arg)

describe('builder against plivo', () => {
  it('has every method of the package', () => {
    const theirs = Object.keys(Object.getPrototypeOf(plivo.Response())).filter(
      (name) => name.startsWith('add') && name !== 'add',
    )
    expect(theirs.length).toBeGreaterThan(25)
    for (const name of theirs) expect(Reflect.get(Response(), name), name).toBeTypeOf('function')
  })

  it('takes and refuses the same calls, and prints what the translation of the package’s output prints', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 25 }), (calls) => {
        const played = play(calls)
        if (played === undefined) return
        const { theirs, ours } = played
        accepted += played.accepted
        expect(ours.toPlivoXML()).toBe(theirs.toXML())
        expect(ours.toXML()).toBe(translate(theirs.toXML()).xml)
        expect(fromBuilder(ours)).toBe(fromBuilder(theirs))
      }),
      { numRuns: 1000 },
    )
    expect(accepted).toBeGreaterThan(500)
  })

  it.each(Object.entries({ ...WITH_TEXT, ...WITHOUT_TEXT }))(
    '%s takes every attribute of the package',
    (method, element) => {
      const parents = ELEMENTS.filter((row) => (row.children.plivo as readonly string[]).includes(element)).map(
        (row) => row.plivo,
      )
      const [theirs, ours] = [plivo.Response() as unknown as Target, Response() as unknown as Target]
      const [their, our] = parents.includes('Response')
        ? [theirs, ours]
        : parents.includes('Dial')
          ? [theirs.addDial?.({}) as Target, ours.addDial?.({}) as Target]
          : [theirs.addSpeak?.('say') as Target, ours.addSpeak?.('say') as Target]
      for (const name of attributesOf(element)) {
        const args = [...(method in WITH_TEXT ? ['text'] : []), { [name]: name === 'voice' ? 'MAN' : '7' }]
        their[method]?.(...args)
        our[method]?.(...args)
      }
      expect(ours.toPlivoXML?.()).toBe(theirs.toXML?.())
      expect(ours.toXML?.()).toBe(translate(String(theirs.toXML?.())).xml)
    },
  )

  it('drops a MultiPartyCall as the translation does', () => {
    const [theirs, ours] = [plivo.Response(), Response()]
    ;(theirs as unknown as Target).addMultiPartyCall?.('room', { role: 'Agent' })
    ours.addMultiPartyCall('room', { role: 'Agent' })
    expect(ours.toXML()).toBe(translate(theirs.toXML()).xml)
  })

  it('writes a double quote in an attribute as XML, where the package breaks', () => {
    const [theirs, ours] = [plivo.Response(), Response()]
    theirs.addDial({ callerName: 'a "b"' })
    ours.addDial({ callerName: 'a "b"' })
    expect(() => translate(theirs.toXML())).toThrow(VoiceXmlError)
    expect(ours.toXML()).toContain('callerName="a &quot;b&quot;"')
  })

  it('works with and without new, and translates a part', () => {
    const gather = new Response().addGetInput({ action: 'https://a.example/i', inputType: 'dtmf' })
    gather.addSpeak('Hi')
    expect(gather.toXML()).toBe('<Gather action="https://a.example/i" inputType="dtmf"><Speak>Hi</Speak></Gather>')
    expect(Response().translate().findings).toEqual([])
  })

  it('refuses what the package refuses, and says why', () => {
    expect(() => Response().addNumber('1')).toThrow(/Number in Response/)
    expect(() => Response().addWait({ lenght: 1 } as never)).toThrow(/lenght of Wait/)
    expect(() => Response().addPlay(null as never)).toThrow(/without its text/)
    expect(() => Response().addPlay('x', { loop: null } as never)).toThrow(/without a value/)
    expect(() => Response().addStream('')).toThrow(/without its text/)
  })
})

describe('fromBuilder', () => {
  it('takes the response of the old package', () => {
    const response = plivoLegacy.Response()
    response.addGetDigits({ action: 'https://a.example/m', numDigits: 1 }).addSpeak('Hi')
    expect(translate(fromBuilder(response)).xml).toContain('<Gather action="https://a.example/m" numDigits="1"')
  })
})
