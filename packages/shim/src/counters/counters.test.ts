import { describe, expect, it } from 'vitest'
import type { ShimEvent } from '../events.ts'
import { joinEvents } from '../join-events.ts'
import type { Store } from '../store.ts'
import { createMemoryStore } from '../stores/memory.ts'
import { type CountersOptions, createCounters } from './create-counters.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 10, 3, 12)

const about = { event: 'answer', callUuid: 'c' } as const
const received = (provider: 'plivo' | 'vobiz', path = '/answer', number = '…123'): ShimEvent => ({
  name: 'delivery.received',
  provider,
  path,
  number,
  proof: 'signature',
  dryRun: false,
  ...about,
})
const rejected = (provider: 'plivo' | 'vobiz' | undefined): ShimEvent & { name: 'request.rejected' } => ({
  name: 'request.rejected',
  code: 'bad-signature',
  status: 403,
  provider,
  path: '/answer',
  message: '',
  dryRun: false,
})
const handled = (durationMs: number): ShimEvent => ({
  name: 'call.handled',
  provider: 'vobiz',
  durationMs,
  ...about,
})

function open(options: CountersOptions = {}) {
  let time = START
  const told: ShimEvent[] = []
  const counters = createCounters({ now: () => time, ...options })
  const tell = joinEvents(counters, (event) => told.push(event))
  return {
    counters,
    tell,
    names: () => told.map(({ name }) => name).filter((name) => /^(?:cutover|counters)/.test(name)),
    wait: (ms: number) => {
      time += ms
    },
    sum: async (start: string, period: 'minute' | 'hour' | 'day' = 'day') => {
      const { ledger } = await counters.read()
      return Object.values(ledger.periods[period])
        .flatMap((counts) => Object.entries(counts))
        .filter(([key]) => key.startsWith(start))
        .reduce((all, [, value]) => all + value, 0)
    },
  }
}

describe('counters', () => {
  it('count by platform, event and reason, at once', async () => {
    const { tell, sum } = open()
    for (let turn = 0; turn < 3; turn += 1) tell(received('vobiz'))
    tell(received('plivo'))
    tell(rejected(undefined))
    tell({ ...rejected('vobiz'), dryRun: true })
    tell({ name: 'delivery.repeated', by: 'nonce', provider: 'plivo', ...about })
    tell(handled(10))
    tell(handled(5000))
    for (const period of ['minute', 'hour', 'day'] as const) {
      expect(await sum('received vobiz answer', period)).toBe(3)
      expect(await sum('received plivo answer', period)).toBe(1)
      expect(await sum('refused nobody bad-signature', period)).toBe(1)
      expect(await sum('doubted vobiz bad-signature', period)).toBe(1)
      expect(await sum('repeated plivo nonce', period)).toBe(1)
      expect(await sum('handled vobiz answer', period)).toBe(2)
      expect(await sum('slow vobiz answer', period)).toBe(1)
      expect(await sum('slowest vobiz answer', period)).toBe(5000)
    }
  })

  it('keep 90 minutes, 48 hours and 35 days', async () => {
    const { tell, sum, wait, counters } = open()
    tell(received('vobiz'))
    await counters.save()
    for (const [gone, minute, hour, day] of [
      [89 * 60_000, 1, 1, 1],
      [60_000, 0, 1, 1],
      [2 * DAY, 0, 0, 1],
      [40 * DAY, 0, 0, 0],
    ] as const) {
      wait(gone)
      await counters.save()
      expect([await sum('received', 'minute'), await sum('received', 'hour'), await sum('received')]).toEqual([
        minute,
        hour,
        day,
      ])
    }
  })

  it('name the routes and numbers Plivo still calls, the latest fifty of them', async () => {
    const { tell, wait, counters } = open()
    tell(received('vobiz', '/other'))
    for (let index = 0; index < 60; index += 1) {
      wait(1000)
      tell(received('plivo', `/route-${index}`, `…${100 + index}`))
    }
    tell(received('plivo', '/route-59', '…159'))
    const { ledger } = await counters.read()
    expect(Object.keys(ledger.routes)).toHaveLength(50)
    expect(ledger.routes['/route-59']).toEqual({ count: 2, last: START + 60_000 })
    expect(ledger.routes['/route-5']).toBeUndefined()
    expect(ledger.numbers['…159']?.count).toBe(2)
    expect(ledger.routes['/other']).toBeUndefined()
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuse %s days', (readyAfterDays) => {
    expect(() => createCounters({ readyAfterDays })).toThrow(/bad-option.*readyAfterDays/)
  })
})

describe('Plivo can be left', () => {
  it('when it has sent nothing for so many days, and not a moment earlier', async () => {
    const { tell, wait, counters, names } = open({ readyAfterDays: 7 })
    wait(DAY)
    tell(received('plivo'))
    tell(received('vobiz'))
    wait(7 * DAY - 1)
    await counters.save()
    expect((await counters.read()).readiness).toMatchObject({ ready: false, lastPlivo: START + DAY })
    expect(names()).toEqual([])
    wait(1)
    await counters.save()
    expect((await counters.read()).readiness).toMatchObject({ ready: true, readyAfterDays: 7 })
    await counters.save()
    expect(names()).toEqual(['cutover.ready'])
  })

  it('no longer, when it sends something after all', async () => {
    const { tell, wait, counters, names } = open()
    wait(14 * DAY)
    await counters.save()
    tell(received('plivo'))
    await counters.save()
    expect(names()).toEqual(['cutover.ready', 'cutover.delayed'])
    wait(14 * DAY)
    await counters.save()
    expect(names()).toEqual(['cutover.ready', 'cutover.delayed', 'cutover.ready'])
  })

  it('not while requests that carry its signature are refused: a token may be missing here', async () => {
    const { tell, wait, counters } = open()
    wait(13 * DAY)
    tell(rejected('plivo'))
    wait(13 * DAY)
    expect((await counters.read()).readiness).toMatchObject({ ready: false, lastPlivo: START + 13 * DAY })
  })

  it('but not because of what strangers and Vobiz send', async () => {
    const { tell, wait, counters } = open()
    wait(14 * DAY)
    tell(rejected(undefined))
    tell(rejected('vobiz'))
    tell(received('vobiz'))
    expect((await counters.read()).readiness).toMatchObject({ ready: true, lastPlivo: undefined })
  })

  it('only after as many days of counting', async () => {
    const { wait, counters } = open()
    wait(14 * DAY - 1)
    expect((await counters.read()).readiness.ready).toBe(false)
  })
})

describe('with a store', () => {
  it('add up what several processes count', async () => {
    const store = createMemoryStore()
    const all = [open({ store }), open({ store }), open({ store })]
    for (const [index, { tell }] of all.entries())
      for (let turn = 0; turn <= index; turn += 1) tell(received('plivo', '/a', `…00${index}`))
    await Promise.all(all.map(({ counters }) => counters.save()))
    for (const { sum, counters } of all) {
      expect(await sum('received plivo')).toBe(6)
      const { ledger, complete } = await counters.read()
      expect(complete).toBe(true)
      expect(ledger.routes['/a']?.count).toBe(6)
      expect(Object.keys(ledger.numbers)).toHaveLength(3)
    }
  })

  it('tell what is not saved yet, and count it once', async () => {
    const { tell, sum, counters } = open({ store: createMemoryStore() })
    tell(received('vobiz'))
    await counters.save()
    tell(received('vobiz'))
    expect(await sum('received')).toBe(2)
    await counters.save()
    await counters.save()
    expect(await sum('received')).toBe(2)
  })

  it('know of the last Plivo webhook after a restart', async () => {
    const store = createMemoryStore()
    const first = open({ store })
    first.tell(received('plivo'))
    await first.counters.close()
    const second = open({ store })
    second.wait(13 * DAY)
    expect((await second.counters.read()).readiness).toMatchObject({ ready: false, lastPlivo: START })
  })

  it('do not take the word of a store that was emptied: they begin anew', async () => {
    const store = createMemoryStore()
    const { tell, wait, counters } = open({ store })
    tell(received('plivo'))
    await counters.save()
    wait(20 * DAY)
    await store.release('counters')
    await counters.save()
    expect((await counters.read()).readiness.ready).toBe(false)
  })

  it.each(['{"version":2}', '{', '[]', 'null', ''])('begin anew on what is no ledger: %s', async (text) => {
    const store = createMemoryStore()
    await store.put('counters', text, DAY)
    const { tell, sum, counters, names } = open({ store })
    tell(received('vobiz'))
    await counters.save()
    expect(await sum('received')).toBe(1)
    expect(names()).toEqual([])
  })

  it('write nothing when nothing has been counted, and know what others have', async () => {
    const store = createMemoryStore()
    let writes = 0
    const put: Store['put'] = (...args) => {
      writes += 1
      return store.put(...args)
    }
    const [idle, busy] = [open({ store: { ...store, put } }), open({ store })]
    busy.tell(received('plivo'))
    await busy.counters.save()
    idle.wait(14 * DAY)
    await idle.counters.save()
    expect([writes, idle.names()]).toEqual([0, ['cutover.ready']])
  })

  it('keep what cannot be saved, tell of it, and save it later', async () => {
    const store = createMemoryStore()
    let isDown = true
    const failing: Store = {
      ...store,
      put: async (...args) => {
        if (isDown && args[0] === 'counters') throw new Error('connection lost')
        await store.put(...args)
      },
    }
    const { tell, sum, counters, names } = open({ store: failing })
    tell(received('vobiz'))
    await counters.save()
    tell(received('vobiz'))
    await counters.save()
    expect(names()).toEqual(['counters.failed', 'counters.failed'])
    expect(await sum('received')).toBe(2)
    isDown = false
    await counters.save()
    expect(await sum('received')).toBe(2)
    expect((await counters.read()).complete).toBe(true)
  })

  it('hold no more than two hours of minutes while it is away, and lose none of the counts', async () => {
    const store: Store = { ...createMemoryStore(), claim: () => Promise.reject(new Error('away')) }
    const { tell, sum, wait } = open({ store })
    for (let minute = 0; minute < 500; minute += 1) {
      tell(received('vobiz'))
      wait(60_000)
    }
    expect(await sum('received')).toBe(500)
  })

  it('give way to another process that is saving, and come back', async () => {
    const store = createMemoryStore()
    const { tell, sum, counters } = open({ store })
    tell(received('vobiz'))
    await store.claim('counters:lock', 'another', 120)
    await counters.save()
    expect(await sum('received')).toBe(1)
    expect((await counters.read()).complete).toBe(true)
    expect(await store.get('counters:lock')).toBeUndefined()
  })
})

it('an empty store is complete, one that cannot be read is not', async () => {
  const store = createMemoryStore()
  expect((await open({ store }).counters.read()).complete).toBe(true)
  const away = open({ store: { ...store, get: () => Promise.reject(new Error('away')) } })
  away.tell(received('vobiz'))
  expect((await away.counters.read()).complete).toBe(false)
  expect(await away.sum('received')).toBe(1)
})

it('a store that hangs holds up neither the figures nor the end of a process', async () => {
  const never = new Promise<never>(() => {})
  const { tell, names, sum, counters } = open({
    store: { ...createMemoryStore(), claim: () => never, get: () => never },
  })
  tell(received('vobiz'))
  expect(await sum('received')).toBe(1)
  await counters.close()
  expect(names()).toEqual(['counters.failed'])
})
