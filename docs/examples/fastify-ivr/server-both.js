// The same application, nothing in it changed, for calls of both platforms.
// #region intercept
import { fastifyIntercept } from '@plivo-to-vobiz/shim/fastify'
import { fastify } from 'fastify'
import { ivr } from './ivr.js'

const app = fastify()
await app.register(
  fastifyIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/voice'],
    routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
  }),
)
await app.register(ivr)
// #endregion
await app.listen({ port: Number(process.env.PORT ?? 3000), host: process.env.HOST ?? '0.0.0.0' })
console.info(`listening on port ${app.server.address().port}`)
