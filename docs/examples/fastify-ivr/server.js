import { fastify } from 'fastify'
import { ivr } from './ivr.js'

const app = fastify()
await app.register(ivr)
await app.listen({ port: Number(process.env.PORT ?? 3000), host: process.env.HOST ?? '0.0.0.0' })
console.info(`listening on port ${app.server.address().port}`)
