import { Body, Controller, Header, HttpCode, Post, UseGuards } from '@nestjs/common'
import plivo from 'plivo'
import { addStep, finish, type Params } from './call-log.ts'
import { SignatureGuard } from './signature.guard.ts'

const url = (path: string): string => process.env.PUBLIC_URL + path
const { SALES_NUMBER = '+14155550133', OUR_NUMBER = '+14155550100' } = process.env

@Controller('voice')
@UseGuards(SignatureGuard)
export class VoiceController {
  @Post('answer')
  @HttpCode(200)
  @Header('content-type', 'application/xml')
  answer(@Body() body: Params): string {
    addStep(body, 'menu', { status: 'in-progress' })
    const response = plivo.Response()
    const digits = response.addGetDigits({ action: url('/voice/menu'), method: 'POST', timeout: 7, numDigits: 1 })
    digits.addSpeak('Welcome to Acme Bikes. For sales, press 1. To leave a message, press 3.')
    response.addSpeak('We did not hear from you. Goodbye.')
    return response.toXML()
  }

  @Post('menu')
  @HttpCode(200)
  @Header('content-type', 'application/xml')
  menu(@Body() body: Params): string {
    addStep(body, `pressed ${body.Digits}`)
    const response = plivo.Response()
    if (body.Digits === '1') {
      const dial = response.addDial({ action: url('/voice/dial-done'), callerId: OUR_NUMBER, timeout: 25 })
      dial.addNumber(SALES_NUMBER)
    } else {
      const next = body.Digits === '3' ? '/voice/voicemail' : '/voice/answer'
      response.addRedirect(url(next), { method: 'POST' })
    }
    return response.toXML()
  }

  @Post('dial-done')
  @HttpCode(200)
  @Header('content-type', 'application/xml')
  dialDone(@Body() body: Params): string {
    addStep(body, `dial ${body.DialStatus}`)
    const response = plivo.Response()
    if (body.DialStatus === 'completed') {
      response.addSpeak('Thank you for calling Acme Bikes.')
      response.addHangup()
    } else {
      response.addRedirect(url('/voice/voicemail'), { method: 'POST' })
    }
    return response.toXML()
  }

  @Post('voicemail')
  @HttpCode(200)
  @Header('content-type', 'application/xml')
  voicemail(@Body() body: Params): string {
    addStep(body, 'voicemail')
    const response = plivo.Response()
    response.addSpeak('Please leave a message after the beep.')
    response.addRecord({ action: url('/voice/voicemail/done'), method: 'POST', maxLength: 120, playBeep: true })
    return response.toXML()
  }

  @Post('voicemail/done')
  @HttpCode(200)
  @Header('content-type', 'application/xml')
  voicemailDone(@Body() body: Params): string {
    addStep(body, `message of ${body.RecordingDuration} s`, { message: body.RecordUrl ?? '' })
    const response = plivo.Response()
    response.addHangup()
    return response.toXML()
  }

  @Post('ring')
  @HttpCode(200)
  ring(@Body() body: Params): string {
    addStep(body, 'ringing', { status: 'ringing' })
    return 'OK'
  }

  @Post('hangup')
  @HttpCode(200)
  hangup(@Body() body: Params): string {
    finish(body)
    return 'OK'
  }
}
