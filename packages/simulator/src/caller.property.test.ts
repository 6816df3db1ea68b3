import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PretendApp, startApp } from './app.fixture.ts'
import { createCaller } from './caller.ts'

/** Whatever an application answers, a call comes to an end and is told so. */

let body = ''
let app: PretendApp
beforeAll(async () => {
  app = await startApp({ '/answer': (params) => (params.Event === 'Hangup' ? '' : body), '/next': () => body })
})
afterAll(() => app.close())

const NAMES = [
  'Speak',
  'Play',
  'Wait',
  'GetDigits',
  'GetInput',
  'Gather',
  'Dial',
  'Number',
  'User',
  'Record',
  'Redirect',
  'Hangup',
  'Conference',
  'DTMF',
  'PreAnswer',
  'Stream',
  'Message',
  'MultiPartyCall',
  'Nothing',
]
const ATTRIBUTES = [
  'action',
  'callbackUrl',
  'redirect',
  'numDigits',
  'retries',
  'finishOnKey',
  'validDigits',
  'length',
  'timeout',
  'method',
  'inputType',
  'nonsense',
]
const VALUES = [
  '',
  '/next',
  'https://example.com/x',
  'true',
  'false',
  '1',
  '-1',
  '1e9',
  'GET',
  'dtmf speech',
  '#',
  'none',
  '&amp;',
  '{x}',
]

const element = fc.letrec<{ xml: string }>((tie) => ({
  xml: fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.dictionary(fc.constantFrom(...ATTRIBUTES), fc.constantFrom(...VALUES), { maxKeys: 4 }),
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('', 'text', '/next'),
        fc.array(tie('xml'), { maxLength: 2 }).map((parts) => parts.join('')),
      ),
    )
    .map(([name, attributes, inner]) => {
      const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`)
      return `<${name}${pairs.join('')}>${inner}</${name}>`
    }),
})).xml

const reply = fc.oneof(
  { weight: 4, arbitrary: fc.array(element, { maxLength: 5 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
)

const input = fc.record(
  { digits: fc.stringMatching(/^[0-9*#]{0,6}$/), speech: fc.string({ maxLength: 8 }) },
  { requiredKeys: [] },
)

describe('a call', () => {
  it.each(['plivo', 'vobiz'] as const)('as %s ends, whatever comes back', async (provider) => {
    const caller = createCaller({ provider, app: app.url, secret: 'token' })
    await fc.assert(
      fc.asyncProperty(reply, fc.array(input, { maxLength: 3 }), async (xml, inputs) => {
        body = xml
        const { entries, ok } = await caller.call({ urls: { answer: '/answer' }, inputs })
        const moments = entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry.request.moment] : []))
        expect(moments.filter((moment) => moment === 'hangup')).toHaveLength(1)
        expect(moments[0]).toBe('answer')
        expect(entries.some((entry) => entry.kind === 'step' && entry.action === 'ends')).toBe(true)
        const errors = entries.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
        expect(ok).toBe(!errors)
      }),
      { numRuns: 150 },
    )
  })
})
