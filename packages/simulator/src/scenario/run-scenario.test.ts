import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type PretendApp, startApp } from '../app.fixture.ts'
import { parseScenario } from './parse-scenario.ts'
import { runScenario } from './run-scenario.ts'

let app: PretendApp
afterEach(() => app.close())

/** A well-behaved application: it speaks when the call is answered and at no other time. */
const says =
  (xml: string): Answer =>
  ({ Event }) =>
    Event === 'StartApp' ? xml : ''

const run = async (yaml: string, answers: Record<string, Answer>, secrets = { plivo: 'p', vobiz: 'v' }) => {
  app = await startApp(answers)
  const scenario = parseScenario(`name: A\nabout: B\n${yaml}`, 'a.yaml')
  return runScenario(scenario, { app: app.url, urls: { answer: '/answer', hangup: '/hangup' }, secrets })
}

describe('runScenario', () => {
  it('plays both providers and finds them equal', async () => {
    const result = await run('', { '/answer': says('<Speak>Hello</Speak>') })
    expect(result.calls.map(({ transcript }) => transcript.provider)).toEqual(['plivo', 'vobiz'])
    expect(result.comparison?.parity).toBe(true)
    expect(result.ok).toBe(true)
  })

  it('plays one provider when there is one secret', async () => {
    const result = await run('', { '/answer': '' }, { vobiz: 'v' } as never)
    expect(result.calls).toHaveLength(1)
    expect(result).not.toHaveProperty('comparison')
  })

  it('is not ok when one provider cannot carry out the reply', async () => {
    const result = await run('', { '/answer': '<GetDigits action="/menu"/>' })
    expect(result.calls.map(({ ok }) => ok)).toEqual([true, false])
    expect(result.ok).toBe(false)
  })

  it('is not ok when an attack gets in', async () => {
    const result = await run('attacks:\n  - unsigned\n', { '/answer': '' })
    expect(result.calls.map(({ probes }) => probes[0]?.refused)).toEqual([false, false])
    expect(result.ok).toBe(false)
  })

  it.each([
    ['hears: [Hello, Bye]', []],
    ['hears: [Bye, Hello]', ['Hello']],
    ['hears: [Hello, Hello]', ['Hello']],
    ['hears: [Welcome]', ['Welcome']],
  ])('looks for %s', async (expected, missed) => {
    const result = await run(`expect: { ${expected} }\n`, {
      '/answer': says('<Speak>Hello you</Speak><Speak>Bye</Speak>'),
    })
    expect(result.calls[0]?.missed).toEqual(missed)
    expect(result.ok).toBe(missed.length === 0)
  })
})
