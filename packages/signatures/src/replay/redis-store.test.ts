import { expect, it } from 'vitest'
import { createRedisReplayStore } from './redis-store.ts'

// The real server is test/contract/replay-store.test.ts; here stand the answers it gives once in a blue moon.
it('gives up, and says so, when Redis neither takes nor returns an entry', async () => {
  const calls: string[] = []
  const client = {
    set: async () => {
      calls.push('set')
      return null
    },
    get: async () => {
      calls.push('get')
      return null
    },
    del: async () => 0,
  }
  await expect(createRedisReplayStore(client).claim('a', '1', 1000)).rejects.toThrow(/^store-unavailable/)
  expect(calls).toEqual(['set', 'get', 'set', 'get', 'set', 'get'])
})

it('passes an error of the client on', async () => {
  const down = async (): Promise<never> => {
    throw new Error('connection lost')
  }
  const store = createRedisReplayStore({ set: down, get: down, del: down })
  await expect(store.claim('a', '1', 1000)).rejects.toThrow('connection lost')
})
