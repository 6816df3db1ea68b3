import { Router } from 'express'
import plivo from 'plivo'
import { settings } from './settings.js'

export const voice = Router()
const ended: string[] = []

voice.post('/answer', (_req, res) => {
  const response = new plivo.Response()
  const input = response.addGetDigits({
    action: `${settings.publicUrl}/voice/menu`,
    method: 'POST',
    numDigits: 1,
    timeout: 7,
  })
  input.addSpeak('For an appointment, press 1. For our opening hours, press 2.', { language: 'en-US' })
  response.addSpeak('Goodbye.')
  res.type('application/xml').send(response.toXML())
})

voice.post('/menu', (req, res) => {
  const { Digits } = req.body as { Digits?: string }
  if (Digits === '1') {
    const response = new plivo.Response()
    response.addDial({ callerId: settings.practice, timeout: 20 }).addNumber('14155550133')
    res.type('application/xml').send(response.toXML())
    return
  }
  res.type('application/xml').send(`<Response>
  <Speak language="en-US">We are open from eight to five.</Speak>
  <Redirect method="POST">${settings.publicUrl}/voice/answer</Redirect>
</Response>`)
})

voice.post('/hangup', (req, res) => {
  ended.push(req.body.CallUUID)
  res.sendStatus(200)
})

voice.get('/ended', (_req, res) => {
  res.json(ended)
})
