import { describe, expect, it } from 'vitest'
import { createApp, recorded } from './app.fixture.ts'
import { createStoredMode } from './stored-mode.ts'
import { createMemoryStore } from './stores/memory.ts'

describe('a mode in the store', () => {
  it('is the fallback until something stands there', async () => {
    const store = createMemoryStore()
    expect(await createStoredMode(store).get()).toBe('both')
    expect(await createStoredMode(store, { fallback: 'plivo' }).get()).toBe('plivo')
  })

  it('is switched for every process that shares it', async () => {
    const store = createMemoryStore()
    const [one, other] = [createStoredMode(store, { cacheMs: 0 }), createStoredMode(store, { cacheMs: 0 })]
    await one.set('vobiz')
    expect(await other.get()).toBe('vobiz')
    await other.set('plivo')
    expect(await one.get()).toBe('plivo')
  })

  it('is read once for many calls', async () => {
    let reads = 0
    const store = createMemoryStore()
    const get = (key: string) => {
      reads += 1
      return store.get(key)
    }
    const mode = createStoredMode({ ...store, get })
    await Promise.all(Array.from({ length: 50 }, () => mode.get()))
    await mode.get()
    expect(reads).toBe(1)
  })

  it.each(['vobz', '', 'VOBIZ'])('stays what it was when %j is written there', async (text) => {
    const store = createMemoryStore()
    const mode = createStoredMode(store, { cacheMs: 0 })
    await mode.set('plivo')
    await store.put('mode', text, 60_000)
    expect(await mode.get()).toBe('plivo')
  })

  it('stays what it was while the store is away', async () => {
    const store = createMemoryStore()
    let isAway = false
    const mode = createStoredMode(
      { ...store, get: (key) => (isAway ? Promise.reject(new Error('away')) : store.get(key)) },
      { cacheMs: 0 },
    )
    await mode.set('vobiz')
    isAway = true
    expect(await mode.get()).toBe('vobiz')
  })

  it('cannot be set to what is none', async () => {
    await expect(createStoredMode(createMemoryStore()).set('none' as 'both')).rejects.toThrow(/bad-option/)
  })

  it('decides about calls', async () => {
    const store = createMemoryStore()
    const app = createApp({ store, mode: createStoredMode(store, { cacheMs: 0 }).get })
    expect((await app.post(recorded('vobiz-01'))).status).toBe(200)
    await store.put('mode', 'plivo', 60_000)
    expect((await app.post(recorded('vobiz-02'))).status).toBe(503)
    expect((await app.post(recorded('vobiz-04'))).status).toBe(200)
    expect(app.events).toContainEqual({ name: 'mode.changed', mode: 'plivo', previous: 'both' })
  })
})
