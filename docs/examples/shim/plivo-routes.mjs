import { Router } from 'express'
import plivo from 'plivo'

/** Routes as they were before. */
export const voice = Router()

voice.use((req, res, next) => {
  const { method, originalUrl, headers, body } = req
  const [signature, nonce] = [headers['x-plivo-signature-v3'], headers['x-plivo-signature-v3-nonce']]
  const { PUBLIC_URL, PLIVO_AUTH_TOKEN } = process.env
  const url = PUBLIC_URL + originalUrl
  if (signature && plivo.validateV3Signature(method, url, nonce, PLIVO_AUTH_TOKEN, signature, body)) return next()
  res.status(403).send('Invalid signature')
})

voice.post('/answer', (_req, res) => {
  const response = plivo.Response()
  response.addGetDigits({ action: `${process.env.PUBLIC_URL}/voice/menu`, numDigits: 1 }).addSpeak('Press 1 for sales.')
  res.type('application/xml').send(response.toXML())
})

voice.post('/hangup', (_req, res) => res.sendStatus(200))
