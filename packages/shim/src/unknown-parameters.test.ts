import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createApp, recorded } from './app.fixture.ts'
import { createUnknownFinder } from './unknown-parameters.ts'

const RECORDED = readdirSync(join(import.meta.dirname, '../../../test/recorded/callbacks'))
  .filter((file) => file.endsWith('.txt'))
  .map((file) => /^(?:plivo|vobiz)-\d+/.exec(file)?.[0] ?? file)

const form = (fields: Record<string, string>) => ({ fields, source: 'form' as const })

describe('parameters no table knows', () => {
  it('are told once', () => {
    const find = createUnknownFinder()
    expect(find('vobiz', form({ CallUUID: 'c', Sentiment: 'calm', Emotion: 'x' }))).toEqual(['Sentiment', 'Emotion'])
    expect(find('vobiz', form({ Sentiment: 'calm' }))).toEqual([])
    expect(find('plivo', form({ Sentiment: 'calm' }))).toEqual(['Sentiment'])
  })

  it('are not those of a custom header, nor of a query, in which the application has its own', () => {
    const find = createUnknownFinder()
    expect(find('vobiz', form({ 'X-VH-Ticket': '1', 'x-ph-ticket': '1' }))).toEqual([])
    expect(find('vobiz', { fields: { tenant: '7' }, source: 'query' })).toEqual([])
  })

  it('are told without numbers and in letters that can be shown', () => {
    const find = createUnknownFinder()
    expect(find('vobiz', form({ '+14155550123': 'x' }))).toEqual(['(unreadable)'])
    expect(find('vobiz', form({ leg_14155550123: 'x' }))).toEqual(['leg_…'])
    expect(find('vobiz', form({ '<script>': 'x', ['a'.repeat(100)]: 'x' }))).toEqual(['(unreadable)', '(unreadable)'])
  })

  it('are remembered up to a limit', () => {
    const find = createUnknownFinder()
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`made_up_${index % 1000}`, '']))
    expect(find('vobiz', form(many))).toHaveLength(200)
    expect(find('vobiz', form({ another: '' }))).toEqual([])
  })

  it('reach onEvent with the webhook they came in', async () => {
    const app = createApp()
    await app.post(`${recorded('vobiz-01')}&Sentiment=calm`)
    expect(app.events).toContainEqual(
      expect.objectContaining({ name: 'parameters.unknown', names: ['Sentiment'], provider: 'vobiz', event: 'answer' }),
    )
  })
})

it.each(RECORDED)('the tables know every parameter of %s', (name) => {
  const provider = name.startsWith('plivo') ? 'plivo' : 'vobiz'
  const fields = Object.fromEntries(new URLSearchParams(recorded(name)))
  expect(createUnknownFinder()(provider, form(fields))).toEqual([])
})
