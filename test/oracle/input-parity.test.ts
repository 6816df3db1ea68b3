import { type CallScript, createCaller, type Transcript } from '@plivo-to-vobiz/simulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Documents, FORMS, type PlivoApp, PUBLIC, startHost, stopHosts, TOKENS } from './input-hosts.ts'

// What a caller hears on Vobiz through the shim is what Plivo would have played, whatever Vobiz does after silence.
// The simulator plays both platforms by their documents and knows nothing of the shim.

const READINGS = ['next-element', 'empty-action'] as const

const app: PlivoApp = { documents: {}, seen: [], refused: 0 }
const origins = new Map<string, string>()

beforeAll(async () => {
  for (const form of FORMS) origins.set(form, await startHost(form, app))
})
afterAll(stopHosts)

/** What the caller hears and does, and what the application is asked because of it. */
interface Played {
  readonly heard: readonly string[]
  readonly asked: readonly string[]
  readonly problems: readonly string[]
}

type Inputs = NonNullable<CallScript['inputs']>

interface Side {
  readonly form: string
  readonly provider: 'plivo' | 'vobiz'
  readonly silence: (typeof READINGS)[number]
}

async function play(documents: Documents, inputs: Inputs, side: Side): Promise<Played> {
  app.documents = documents
  app.seen.length = 0
  app.refused = 0
  const caller = createCaller({
    provider: side.provider,
    app: origins.get(side.form) ?? '',
    publicUrl: PUBLIC,
    secret: TOKENS[side.provider],
    readings: { silence: side.silence, hangup: 'hangup-url', ring: 'ring-url' },
  })
  const transcript = await caller.call({ urls: { answer: '/answer', hangup: '/hangup' }, inputs })
  const asked = app.seen
    .filter(({ params }) => params.Event !== 'Hangup')
    .map(({ url, params }) => `${url} ${params.Digits ?? ''}${params.Speech ?? ''}`.trim())
  return { heard: toHeard(transcript), asked: asked.map(withoutOwnQuery), problems: toProblems(transcript) }
}

/** On GET, the parameters of the platform stand in the query and differ between the two. */
const withoutOwnQuery = (line: string): string => line.replace(/\?\S*?(?:CallUUID|From)=\S*/, (query) => toOwn(query))
const toOwn = (query: string): string => {
  const own = [...new URLSearchParams(query.slice(1))].filter(([name]) => /^[a-z0-9-]+$/.test(name))
  return own.length === 0 ? '' : `?${new URLSearchParams(own)}`
}

const toHeard = ({ entries }: Transcript): string[] =>
  entries.flatMap((entry) =>
    entry.kind === 'step' && entry.action !== 'ends' ? [`${entry.action} ${entry.text}`] : [],
  )

const toProblems = ({ entries }: Transcript): string[] =>
  entries.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error').map(({ code }) => code))

/** Plays a call as Plivo and as Vobiz, and compares. */
async function compare(documents: Documents, inputs: Inputs, side: Omit<Side, 'provider'>): Promise<Played> {
  const before = await play(documents, inputs, { ...side, provider: 'plivo', silence: 'next-element' })
  const after = await play(documents, inputs, { ...side, provider: 'vobiz' })
  expect(after).toEqual(before)
  expect(app.refused).toBe(0)
  return after
}

const menu = (attributes: string, inside = '<Speak>Press 1 or 2</Speak>'): string =>
  `<Speak>Welcome</Speak><GetDigits ${attributes}>${inside}</GetDigits><Speak>Goodbye</Speak>`

const chosen = ({ Digits }: Readonly<Record<string, string>>): string => `<Speak>You chose ${Digits}</Speak>`

const MENU = 'action="/menu" numDigits="1" retries="3" validDigits="12" invalidDigitsSound="https://cdn.example/no.mp3"'

const wrong = { digits: '9' }
const right = { digits: '2' }
const nothing = {}

const PROMPT = 'hears "Press 1 or 2"'

interface Case {
  readonly answer: string
  readonly inputs: Inputs
  /** How often the prompt is heard, and how often the application is asked. */
  readonly prompts: number
  readonly asked: readonly string[]
}

const CASES: Readonly<Record<string, Case>> = {
  'no input ever': { answer: menu(MENU), inputs: [], prompts: 3, asked: [] },
  'right at once': { answer: menu(MENU), inputs: [right], prompts: 1, asked: ['/menu 2'] },
  'wrong, then right': { answer: menu(MENU), inputs: [wrong, right], prompts: 2, asked: ['/menu 2'] },
  'wrong until the end': { answer: menu(MENU), inputs: [wrong, wrong, wrong, right], prompts: 3, asked: [] },
  'silent, then right': { answer: menu(MENU), inputs: [nothing, right], prompts: 2, asked: ['/menu 2'] },
  'silent, wrong, right': { answer: menu(MENU), inputs: [nothing, wrong, right], prompts: 3, asked: ['/menu 2'] },
  'silent, wrong, silent': { answer: menu(MENU), inputs: [nothing, wrong, nothing, right], prompts: 3, asked: [] },
  'the finish key alone': { answer: menu(MENU), inputs: [{ digits: '#' }, right], prompts: 2, asked: ['/menu 2'] },
  'several digits with finish key': {
    answer: menu('action="/menu" finishOnKey="*" retries="2" validDigits="123"'),
    inputs: [{ digits: '129*' }, { digits: '123*' }],
    prompts: 2,
    asked: ['/menu 123'],
  },
  'as many digits as asked for': {
    answer: menu('action="/menu" numDigits="4" retries="2"'),
    inputs: [nothing, { digits: '123456' }],
    prompts: 2,
    asked: ['/menu 1234'],
  },
  'no finish key': {
    answer: menu('action="/menu" finishOnKey="none" retries="2" validDigits="1#"'),
    inputs: [{ digits: '1#2' }, { digits: '1#' }],
    prompts: 2,
    asked: ['/menu 1#'],
  },
  'one try only': { answer: menu('action="/menu"'), inputs: [nothing, right], prompts: 1, asked: [] },
  'a relative action with a query of its own': {
    answer: menu('action="/menu?tenant=7&amp;lang=a%20b" retries="2"'),
    inputs: [nothing, right],
    prompts: 2,
    asked: ['/menu?tenant=7&lang=a%20b 2'],
  },
  GET: { answer: menu(`${MENU} method="GET"`), inputs: [wrong, right], prompts: 2, asked: ['/menu 2'] },
  'GET with a query of its own': {
    answer: menu('action="/menu?tenant=7" method="GET" retries="2" validDigits="2"'),
    inputs: [wrong, right],
    prompts: 2,
    asked: ['/menu?tenant=7 2'],
  },
  'a reply that is not followed': {
    answer: menu(`${MENU} redirect="false"`),
    inputs: [nothing, right],
    prompts: 2,
    asked: ['/menu 2'],
  },
  'no action': { answer: menu('retries="3" validDigits="12"'), inputs: [wrong, right], prompts: 2, asked: [] },
  'no sound': { answer: menu('action="/menu" retries="2" validDigits="1"'), inputs: [wrong], prompts: 2, asked: [] },
  'a sound at a relative address': {
    answer: menu(
      'action="/menu" retries="2" validDigits="1" invalidDigitsSound="https://cdn.example/a.mp3?b=1&amp;c=2"',
    ),
    inputs: [wrong],
    prompts: 2,
    asked: [],
  },
  'several sounds inside': {
    answer: menu(MENU, '<Play>https://cdn.example/hi.mp3</Play><Speak>Press 1 or 2</Speak>'),
    inputs: [nothing, wrong, right],
    prompts: 3,
    asked: ['/menu 2'],
  },
  'nothing behind it': {
    answer: '<GetDigits action="/menu" retries="2"><Speak>Press 1 or 2</Speak></GetDigits>',
    inputs: [],
    prompts: 2,
    asked: [],
  },
  'several input elements': {
    answer: `${menu(MENU)}${menu('action="/other" retries="2"')}`,
    inputs: [wrong, wrong, nothing, nothing, { digits: '7' }],
    prompts: 5,
    asked: ['/other 7'],
  },
  'speech or digits': {
    answer:
      '<GetInput action="/menu" inputType="dtmf speech" retries="3"><Speak>Press 1 or 2</Speak></GetInput><Speak>Bye</Speak>',
    inputs: [nothing, nothing, { speech: 'sales' }],
    prompts: 3,
    asked: ['/menu sales'],
  },
  'a redirect behind it, to a menu that gives up': {
    answer: `${menu(MENU)}<Redirect>/again</Redirect>`,
    inputs: [nothing, nothing, nothing, right],
    prompts: 4,
    asked: ['/again', '/menu 2'],
  },
}

describe.each(FORMS)('through %s', (form) => {
  describe.each(READINGS)('where silence means %s', (silence) => {
    it.each(Object.entries(CASES))('%s', async (_, { answer, inputs, prompts, asked }) => {
      const documents = { '/answer': answer, '/again': menu(MENU), '/menu': chosen, '/other': chosen }
      const played = await compare(documents, inputs, { form, silence })
      expect(played.problems).toEqual([])
      expect(played.heard.filter((step) => step === PROMPT)).toHaveLength(prompts)
      expect(played.asked).toEqual(['/answer', ...asked])
    })

    it('a menu that starts again by default ends for a silent caller, as on Plivo (C26)', async () => {
      const documents = {
        '/answer': menu('action="/menu" numDigits="1"'),
        '/menu': ({ Digits }: Readonly<Record<string, string>>) =>
          Digits === '1' ? '<Speak>Sales</Speak>' : '<Redirect>/answer</Redirect>',
      }
      const played = await compare(documents, [], { form, silence })
      expect(played.heard.filter((step) => step === PROMPT)).toHaveLength(1)
      expect(played.heard.at(-1)).toBe('hears "Goodbye"')
      expect(played.asked).toEqual(['/answer'])
    })
  })
})

const KEYS = fc.stringMatching(/^[0-9*#]{1,4}$/)
const input = fc.oneof(
  fc.constant({}),
  KEYS.map((digits) => ({ digits })),
)
const word = fc.constantFrom('One', 'Two', 'Three & four', 'Five <six>')
const speak = word.map((text) => `<Speak>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</Speak>`)
const audio = fc.oneof(speak, fc.constantFrom('<Play>https://cdn.example/a.mp3</Play>'))
const attributes = fc
  .record(
    {
      action: fc.constantFrom('/menu', '/menu?a=1', 'https://voice.example.com/menu'),
      retries: fc.constantFrom('1', '2', '3'),
      validDigits: fc.constantFrom('1', '123', '0123456789', '1234567890*#'),
      invalidDigitsSound: fc.constantFrom('https://cdn.example/no.mp3'),
      numDigits: fc.constantFrom('1', '2', '4'),
      finishOnKey: fc.constantFrom('#', '*', 'none'),
      method: fc.constantFrom('POST', 'GET'),
      redirect: fc.constantFrom('true', 'false'),
    },
    { requiredKeys: [] },
  )
  .map((record) =>
    Object.entries(record)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join(''),
  )
const getDigits = fc
  .tuple(attributes, fc.array(audio, { maxLength: 2 }))
  .map(([own, inside]) => `<GetDigits${own}>${inside.join('')}</GetDigits>`)
const body = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: getDigits },
      { weight: 1, arbitrary: audio },
      { weight: 1, arbitrary: fc.constant('<Wait length="1"/>') },
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((elements) => elements.join('\n'))

describe.each(FORMS)('through %s', (form) => {
  it.each(READINGS)('any document and any caller, where silence means %s', async (silence) => {
    await fc.assert(
      fc.asyncProperty(body, body, fc.array(input, { maxLength: 6 }), async (answer, next, inputs) => {
        await compare({ '/answer': answer, '/menu': next }, inputs, { form, silence })
      }),
      { numRuns: 40 },
    )
  })
})
