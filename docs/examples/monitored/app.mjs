// #region wire
import { createCounters, createMemoryStore, createStoredMode, joinEvents } from '@plivo-to-vobiz/shim'
import { expressShim } from '@plivo-to-vobiz/shim/express'
import { createLogger, createMetrics } from '@plivo-to-vobiz/shim/metrics'
import { createStatus } from '@plivo-to-vobiz/shim/status'
import express from 'express'
import { pino } from 'pino'
import client from 'prom-client'

const { PLIVO_AUTH_TOKEN, VOBIZ_AUTH_TOKEN, PUBLIC_URL, STATUS_TOKEN, PORT = '3000' } = process.env

// With several processes: createRedisStore(new Redis(process.env.REDIS_URL))
const store = createMemoryStore()
const mode = createStoredMode(store)
const counters = createCounters({ store, readyAfterDays: 14 })
const metrics = createMetrics({ register: client.register })
const log = createLogger(pino(), { secrets: [PLIVO_AUTH_TOKEN, VOBIZ_AUTH_TOKEN] })
const status = createStatus({ counters, token: STATUS_TOKEN, mode: mode.get })

const app = express()
app.use('/ops/status', status.node)
app.get('/metrics', async (_request, response) => {
  response.type(client.register.contentType).send(await client.register.metrics())
})
app.use(
  '/voice',
  expressShim({
    plivo: { authToken: PLIVO_AUTH_TOKEN },
    vobiz: { authToken: VOBIZ_AUTH_TOKEN },
    publicUrl: PUBLIC_URL,
    store,
    mode: mode.get,
    onEvent: joinEvents(counters, metrics, log),
    handlers: {
      answer: () => '<Response><Speak>Hello</Speak></Response>',
    },
  }),
)
const server = app.listen(PORT, () => console.log(`listening on port ${server.address().port}`))

process.once('SIGTERM', async () => {
  status.close()
  server.close()
  await counters.close()
})
// #endregion
