import formbody from '@fastify/formbody'
import plivo from 'plivo'
import { addStep, finish, listCalls } from './call-log.js'

const { PLIVO_AUTH_TOKEN, PUBLIC_URL, SALES_NUMBER = '+14155550133', OUR_NUMBER = '+14155550100' } = process.env
const url = (path) => PUBLIC_URL + path

/** Everything below /voice is signed. */
async function verifySignature(request, reply) {
  const { method, originalUrl, headers, body } = request
  const signature = headers['x-plivo-signature-v3'] ?? ''
  const nonce = headers['x-plivo-signature-v3-nonce'] ?? ''
  const isValid =
    signature !== '' &&
    plivo.validateV3Signature(method, url(originalUrl), nonce, PLIVO_AUTH_TOKEN, signature, { ...body })
  if (!isValid) return reply.code(403).send('Invalid signature')
}

const send = (reply, response) => reply.type('application/xml').send(response.toXML())

export async function ivr(app) {
  await app.register(formbody)
  app.get('/admin/calls', async () => listCalls())

  app.register(
    async (voice) => {
      voice.addHook('preHandler', verifySignature)

      voice.post('/answer', async ({ body }, reply) => {
        addStep(body, 'menu', { status: 'in-progress' })
        const response = plivo.Response()
        const digits = response.addGetDigits({ action: url('/voice/menu'), method: 'POST', timeout: 7, numDigits: 1 })
        digits.addSpeak('Welcome to Acme Bikes. For sales, press 1. To leave a message, press 3.')
        response.addSpeak('We did not hear from you. Goodbye.')
        return send(reply, response)
      })

      voice.post('/menu', async ({ body }, reply) => {
        addStep(body, `pressed ${body.Digits}`)
        const response = plivo.Response()
        if (body.Digits === '1') {
          const dial = response.addDial({ action: url('/voice/dial-done'), callerId: OUR_NUMBER, timeout: 25 })
          dial.addNumber(SALES_NUMBER)
        } else {
          const next = body.Digits === '3' ? '/voice/voicemail' : '/voice/answer'
          response.addRedirect(url(next), { method: 'POST' })
        }
        return send(reply, response)
      })

      voice.post('/dial-done', async ({ body }, reply) => {
        addStep(body, `dial ${body.DialStatus}`)
        const response = plivo.Response()
        if (body.DialStatus === 'completed') {
          response.addSpeak('Thank you for calling Acme Bikes.')
          response.addHangup()
        } else {
          response.addRedirect(url('/voice/voicemail'), { method: 'POST' })
        }
        return send(reply, response)
      })

      voice.post('/voicemail', async ({ body }, reply) => {
        addStep(body, 'voicemail')
        const response = plivo.Response()
        response.addSpeak('Please leave a message after the beep.')
        response.addRecord({ action: url('/voice/voicemail/done'), method: 'POST', maxLength: 120, playBeep: true })
        return send(reply, response)
      })

      voice.post('/voicemail/done', async ({ body }, reply) => {
        addStep(body, `message of ${body.RecordingDuration} s`, { message: body.RecordUrl })
        const response = plivo.Response()
        response.addHangup()
        return send(reply, response)
      })

      voice.post('/ring', async ({ body }) => {
        addStep(body, 'ringing', { status: 'ringing' })
        return 'OK'
      })

      voice.post('/hangup', async ({ body }) => {
        finish(body)
        return 'OK'
      })
    },
    { prefix: '/voice' },
  )
}
