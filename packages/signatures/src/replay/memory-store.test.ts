import { expect, it } from 'vitest'
import { createMemoryReplayStore } from './memory-store.ts'

it('drops the oldest entry when it is full, never the newest', async () => {
  const store = createMemoryReplayStore({ maxEntries: 2 })
  for (const key of ['a', 'b', 'c']) await store.claim(key, key, 1000)
  expect(await store.claim('b', 'again', 1000)).toBe('b')
  expect(await store.claim('c', 'again', 1000)).toBe('c')
  expect(await store.claim('a', 'again', 1000)).toBeUndefined()
})

it('forgets at the millisecond an entry ends, not before', async () => {
  let time = 0
  const store = createMemoryReplayStore({ now: () => time })
  await store.claim('a', '1', 1000)
  time = 999
  expect(await store.claim('a', '2', 1000)).toBe('1')
  time = 1000
  expect(await store.claim('a', '2', 1000)).toBeUndefined()
})

it('makes room by dropping what has ended before what has not', async () => {
  let time = 0
  const store = createMemoryReplayStore({ maxEntries: 2, now: () => time })
  await store.claim('ended', '1', 10)
  time = 5
  await store.claim('live', '1', 100)
  time = 10
  await store.claim('new', '1', 100)
  expect(await store.claim('live', '2', 100)).toBe('1')
})

it('counts an entry written again as new', async () => {
  const store = createMemoryReplayStore({ maxEntries: 2 })
  await store.claim('a', '1', 1000)
  await store.claim('b', '1', 1000)
  await store.put('a', '2', 1000)
  await store.claim('c', '1', 1000)
  expect(await store.claim('a', '3', 1000)).toBe('2')
  expect(await store.claim('b', '2', 1000)).toBeUndefined()
})

it.each([0, -1, 1.5, Number.NaN])('refuses room for %s entries', (maxEntries) => {
  expect(() => createMemoryReplayStore({ maxEntries })).toThrow(/^bad-option: maxEntries/)
})
