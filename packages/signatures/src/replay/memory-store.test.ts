import fc from 'fast-check'
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

it('does what a plain list would, whatever the order of calls', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const ttl = fc.constantFrom(10, 50, 200)
  const call = fc.oneof(
    fc.record({ name: fc.constant('claim' as const), key, ttl }),
    fc.record({ name: fc.constant('put' as const), key, ttl }),
    fc.record({ name: fc.constant('release' as const), key }),
    fc.record({ name: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (calls, maxEntries) => {
      let time = 0
      const store = createMemoryReplayStore({ maxEntries, now: () => time })
      let list: { key: string; value: string; end: number }[] = []
      const write = (name: string, value: string, end: number): void => {
        list = list.filter((one) => one.key !== name)
        while (list[0] !== undefined && list[0].end <= time) list.shift()
        if (list.length >= maxEntries) list.shift()
        list.push({ key: name, value, end })
      }
      for (const [index, step] of calls.entries()) {
        const value = String(index)
        if (step.name === 'wait') time += step.ms
        else if (step.name === 'release') {
          await store.release(step.key)
          list = list.filter((one) => one.key !== step.key)
        } else if (step.name === 'put') {
          await store.put(step.key, value, step.ttl)
          write(step.key, value, time + step.ttl)
        } else {
          const held = list.find((one) => one.key === step.key && one.end > time)?.value
          expect(await store.claim(step.key, value, step.ttl)).toBe(held)
          if (held === undefined) write(step.key, value, time + step.ttl)
        }
      }
    }),
    { numRuns: 500 },
  )
})
