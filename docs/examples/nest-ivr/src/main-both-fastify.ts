// The same application on Fastify, for calls of both platforms.
// #region intercept
import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { fastifyIntercept } from '@plivo-to-vobiz/shim/fastify'
import { AppModule } from './app.module.ts'

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['error', 'warn'],
})
await app.register(
  fastifyIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
    publicUrl: process.env.PUBLIC_URL ?? '',
    paths: ['/voice'],
    routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
  }),
)
// #endregion
await app.listen(process.env.PORT ?? 3000, process.env.HOST ?? '0.0.0.0')
console.info(`listening on port ${new URL(await app.getUrl()).port}`)
