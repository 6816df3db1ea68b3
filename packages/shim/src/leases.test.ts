import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLeases } from './leases.ts'

describe('leases', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('renew each key every second until it ends', () => {
    const renewed: string[] = []
    const leases = createLeases(async (key) => void renewed.push(key))
    const endFirst = leases.begin('a')
    leases.begin('b')
    vi.advanceTimersByTime(2000)
    expect(renewed).toEqual(['a', 'b', 'a', 'b'])
    void endFirst()
    vi.advanceTimersByTime(1000)
    expect(renewed).toEqual(['a', 'b', 'a', 'b', 'b'])
  })

  it('do not renew what ends soon, and leave no timer behind', async () => {
    const renew = vi.fn(async () => {})
    const leases = createLeases(renew)
    await leases.begin('a')()
    vi.advanceTimersByTime(1000)
    expect(renew).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
    leases.begin('b')
    vi.advanceTimersByTime(1000)
    expect(renew).toHaveBeenCalledExactlyOnceWith('b')
  })

  it('keep the same key apart when it is held twice', () => {
    const renew = vi.fn(async () => {})
    const leases = createLeases(renew)
    void leases.begin('a')()
    leases.begin('a')
    vi.advanceTimersByTime(1000)
    expect(renew).toHaveBeenCalledOnce()
  })

  it('end after a renewal under way, whatever comes of it', async () => {
    let fail = (_error: Error): void => {}
    const leases = createLeases(
      () =>
        new Promise((_, reject) => {
          fail = reject
        }),
    )
    const end = leases.begin('a')
    vi.advanceTimersByTime(1000)
    let ended = false
    const ending = Promise.resolve(end()).then(() => {
      ended = true
    })
    await Promise.resolve()
    await Promise.resolve()
    expect(ended).toBe(false)
    fail(new Error('the store is away'))
    await ending
    expect(ended).toBe(true)
  })
})
