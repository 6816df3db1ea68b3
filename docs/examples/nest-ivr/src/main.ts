import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module.ts'

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
await app.listen(process.env.PORT ?? 3000, process.env.HOST ?? '0.0.0.0')
console.info(`listening on port ${new URL(await app.getUrl()).port}`)
