import { Controller, Get, Module } from '@nestjs/common'
import { listCalls } from './call-log.ts'
import { VoiceController } from './voice.controller.ts'

@Controller('admin')
class AdminController {
  @Get('calls')
  calls(): ReturnType<typeof listCalls> {
    return listCalls()
  }
}

@Module({ controllers: [VoiceController, AdminController] })
export class AppModule {}
