import { describe, expect, it } from 'vitest'
import { type Answer, startApp } from '../app.fixture.ts'
import { parseScenario } from '../scenario/parse-scenario.ts'
import { runScenario } from '../scenario/run-scenario.ts'
import type { Paint } from './paint.ts'
import { renderScenario } from './scenario-text.ts'

async function render(yaml: string, answers: Record<string, Answer>, paint?: Paint): Promise<string> {
  const app = await startApp(answers)
  try {
    const scenario = parseScenario(`name: A call\nabout: It is short.\n${yaml}`, 'a.yaml')
    const urls = { answer: '/answer', hangup: '/hangup' }
    const secrets = yaml.includes('outbound') ? { vobiz: 'v' } : { plivo: 'p', vobiz: 'v' }
    const result = await runScenario(scenario, { app: app.url, urls, secrets })
    return renderScenario(result, { width: 90, ...(paint === undefined ? {} : { paint }) })
  } finally {
    await app.close()
  }
}

const talk: Answer = ({ Event }) => (Event === 'StartApp' ? '<Speak>Hello</Speak><Redirect>/next</Redirect>' : '')

/** An application that does nothing wrong. */
const GOOD: Record<string, Answer> = { '/answer': talk, '/next': '<Hangup/>' }

describe('renderScenario', () => {
  it('tells a call so that it can be read aloud', async () => {
    const text = await render('direction: outbound\n', GOOD)
    expect(text).toBe(`A call
It is short.

 0:01  phone rings      Vobiz -> app  POST /answer  Event=Ring CallStatus=ringing
                        app -> Vobiz  200
 0:05  call answered    Vobiz -> app  POST /answer  Event=StartApp
                        app -> Vobiz  200 <Speak>
                                          <Redirect>/next</Redirect>
                        caller hears "Hello"
 0:06  redirected       Vobiz -> app  POST /next  Event=Redirect
                        app -> Vobiz  200 <Hangup>
                        call ends: the application hangs up
 0:06  call is over     Vobiz -> app  POST /hangup  Event=Hangup CallStatus=completed
                                        HangupCause=NORMAL_CLEARING Duration=1
                        app -> Vobiz  200
 0:06  call is over     Vobiz -> app  POST /answer  Event=Hangup CallStatus=completed
                                        HangupCause=NORMAL_CLEARING Duration=1
                        app -> Vobiz  200

The call went through.
`)
  })

  it.each<[string, string, Record<string, Answer>, string]>([
    ['no difference', '', GOOD, 'Both calls went through, and the caller noticed no difference.'],
    ['a failed call', '', { '/answer': { status: 500, body: '' } }, 'A call did not go through.'],
    ['a bad request that got in', 'attacks: [unsigned]\n', GOOD, 'A bad request got in.'],
    ['something not heard', 'expect: { hears: [Welcome] }\n', GOOD, 'The caller did not hear what was expected.'],
    [
      'a difference the caller notices',
      '',
      { '/answer': ({ Event, ParentAuthID }) => (Event === 'StartApp' ? `<Speak>${ParentAuthID}</Speak>` : '') },
      'Both calls went through, but the caller would notice a difference.',
    ],
  ])('ends with the verdict on %s', async (_name, yaml, answers, verdict) => {
    expect((await render(yaml, answers)).trimEnd().split('\n').at(-1)).toBe(verdict)
  })

  it('shows what is wrong where it happened, attacks and missed words included', async () => {
    const yaml = 'attacks: [unsigned]\nexpect: { hears: [Welcome] }\n'
    const text = await render(yaml, { '/answer': '<GetDigits action="/x"/>', '/hangup': '<Speak>no</Speak>' })
    expect(text).toContain('! error: Vobiz knows no <GetDigits>. It is an element of Plivo.')
    expect(text).toContain('! error: the call is over, and the reply asks for more of it')
    expect(text).toContain('the caller never heard "Welcome"')
    expect(text).toMatch(/Plivo {2}unsigned +LET IN +200 +no signature headers/)
    expect(text).toMatch(/^caller\n {2}Plivo {2}/m)
  })

  it('paints what it is asked to paint, without changing a word', async () => {
    const bare = await render('', GOOD)
    const painted = await render('', GOOD, (tone, text) => `[${tone}]${text}[/]`)
    expect(painted).toContain('[heading]A call[/]')
    expect(painted.replace(/\[\/?[a-z]*\]/g, '').replace(/ +$/gm, '')).toBe(bare.replace(/ +$/gm, ''))
  })
})
