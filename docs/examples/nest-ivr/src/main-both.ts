// The same application, nothing in it changed, for calls of both platforms.
// #region intercept
import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import { AppModule } from './app.module.ts'

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
app.use(
  expressIntercept({
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
