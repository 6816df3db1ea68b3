import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryReplayStore } from './memory-store.ts'
import { createReplayGuard, type Sighting } from './replay-guard.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const first: Sighting = {
  provider: 'vobiz',
  token: '12345678901234567890',
  method: 'POST',
  path: '/answer?leg=1',
  rawBody: bytes('To=2&From=1'),
  bound: true,
}

describe('a token that comes again', () => {
  it('with the same request is a redelivery', async () => {
    const guard = createReplayGuard()
    expect(await guard(first)).toBe('new')
    expect(await guard(first)).toBe('redelivered')
    expect(await guard({ ...first, method: 'post' })).toBe('redelivered')
  })

  it.each<[string, Partial<Sighting>]>([
    ['another body', { rawBody: bytes('To=2&From=9') }],
    ['no body', { rawBody: bytes('') }],
    ['another path', { path: '/hangup?leg=1' }],
    ['another query', { path: '/answer?leg=2' }],
    ['another method', { method: 'GET' }],
    ['a byte moved from the body to the path', { path: '/answer?leg=1T', rawBody: bytes('o=2&From=1') }],
  ])('with %s is a replay, and stays one', async (_, change) => {
    const guard = createReplayGuard()
    await guard(first)
    expect(await guard({ ...first, ...change })).toBe('replayed')
    expect(await guard({ ...first, ...change })).toBe('replayed')
    expect(await guard(first)).toBe('redelivered')
  })

  it('with another body is a redelivery when the token is not bound to one', async () => {
    const guard = createReplayGuard()
    await guard({ ...first, bound: false })
    expect(await guard({ ...first, bound: false, rawBody: bytes('{}') })).toBe('redelivered')
  })

  it('from another provider is new', async () => {
    const guard = createReplayGuard()
    await guard(first)
    expect(await guard({ ...first, provider: 'plivo' })).toBe('new')
  })
})

it('any other token is new', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), async (tokens) => {
      const guard = createReplayGuard()
      for (const token of tokens) expect(await guard({ ...first, token })).toBe('new')
      for (const token of tokens) expect(await guard({ ...first, token, path: '/x' })).toBe('replayed')
    }),
  )
})

it('one of many at once is new', async () => {
  const guard = createReplayGuard()
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => guard(first)))
  expect(verdicts.filter((verdict) => verdict === 'new')).toHaveLength(1)
})

it('remembers for as long as it is told', async () => {
  let time = 0
  const guard = createReplayGuard({ store: createMemoryReplayStore({ now: () => time }), ttlMs: 1000 })
  await guard(first)
  time = 999
  expect(await guard({ ...first, path: '/x' })).toBe('replayed')
  time = 1000
  expect(await guard({ ...first, path: '/x' })).toBe('new')
})

it('rejects when the store does: nothing is let through unchecked', async () => {
  const down = async (): Promise<never> => {
    throw new Error('connection lost')
  }
  const guard = createReplayGuard({ store: { claim: down, put: down, release: down } })
  await expect(guard(first)).rejects.toThrow('connection lost')
})

it.each([0, -1, 0.5, Number.NaN])('refuses to remember for %s milliseconds', (ttlMs) => {
  expect(() => createReplayGuard({ ttlMs })).toThrow(/^bad-option: ttlMs/)
})
