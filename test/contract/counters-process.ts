import { createCounters, createShim, joinEvents } from '@plivo-to-vobiz/shim'
import { createRedisStore } from '@plivo-to-vobiz/shim/stores/redis'
import { Redis } from 'ioredis'
import { createNonce, PLIVO_TOKEN, PUBLIC, recorded, signVobiz, VOBIZ_TOKEN } from './adapter-callbacks.ts'

// One of several processes behind one URL: takes so many hangups, counts them, saves often, ends.
const [, , port, count] = process.argv
const redis = new Redis(Number(port))
const store = createRedisStore(redis)
const counters = createCounters({ store, saveEveryMs: 20 })
const shim = createShim({
  plivo: { authToken: PLIVO_TOKEN },
  vobiz: { authToken: VOBIZ_TOKEN },
  publicUrl: PUBLIC,
  handlers: { hangup: () => undefined },
  onEvent: joinEvents(counters),
})
for (let turn = 0; turn < Number(count); turn += 1) {
  const body = recorded('vobiz-04').replace(/CallUUID=[\w-]+/, `CallUUID=${crypto.randomUUID()}`)
  const headers = signVobiz({ url: `${PUBLIC}/hangup`, nonce: createNonce() })
  const { status } = await shim(new Request(`${PUBLIC}/hangup`, { method: 'POST', body, headers }))
  if (status !== 200) throw new Error(`the shim replied ${status}`)
}
await counters.close()
redis.disconnect()
