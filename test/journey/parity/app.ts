import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@plivo-to-vobiz/rest-client'
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import express, { type Express, type Request, type Response } from 'express'
import plivo from 'plivo'
import type { Deployment } from '../demo/start-app.ts'
import { type CallClient, toCallClients } from './call-client.ts'

/**
 * A Plivo application that serves what every included scenario asks for, written with Plivo's own XML builder and
 * checked by Plivo's own signature function, behind the shim: one key of its menu for each kind of call.
 */
export interface ParityApp {
  readonly url: string
  readonly close: () => Promise<void>
}

type Xml = ReturnType<typeof plivo.Response>

const AUDIO = 'wss://ivr.example.com/audio'

/** Starts it on a free port. */
export async function startParityApp(deployment: Deployment): Promise<ParityApp> {
  const app = express()
  app.use(
    expressIntercept({
      plivo: { authToken: deployment.plivoToken },
      vobiz: { authToken: deployment.vobizToken },
      publicUrl: deployment.publicUrl,
      paths: ['/voice'],
      routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
    }),
  )
  app.use(express.urlencoded({ extended: false }))
  app.use('/voice', (request, response, next) => {
    const header = (name: string): string => String(request.headers[name] ?? '')
    const nonce = header('x-plivo-signature-v3-nonce')
    const signature = header('x-plivo-signature-v3')
    const url = deployment.publicUrl + request.originalUrl
    const token = deployment.plivoToken
    if (plivo.validateV3Signature(request.method, url, nonce, token, signature, request.body)) next()
    else response.status(403).send('bad signature')
  })
  addRoutes(app, (path) => deployment.publicUrl + path)
  addAdmin(app, (path) => deployment.publicUrl + path)
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

function addRoutes(app: Express, url: (path: string) => string): void {
  const route = (path: string, build: (xml: Xml, request: Request) => void): void => {
    app.all(path, (request: Request, response: Response) => {
      const xml = plivo.Response()
      build(xml, request)
      response.type('application/xml').send(xml.toXML())
    })
  }
  const quiet = (path: string): void => void app.all(path, (_request, response) => void response.sendStatus(200))

  route('/voice/answer', (xml) => {
    const input = xml.addGetInput({
      action: url('/voice/choice'),
      method: 'POST',
      inputType: 'dtmf speech',
      executionTimeout: 7,
      digitEndTimeout: 5,
    })
    input.addSpeak('Welcome. Sales is one, a message is three, the room is four, the machine is five.')
    xml.addSpeak('We did not hear from you. Goodbye.')
  })
  route('/voice/choice', (xml, { body }) => choose(xml, String(body.Digits ?? ''), url))
  route('/voice/dialled', (xml, { body }) => {
    if (body.DialStatus === 'completed') xml.addSpeak('Thank you for calling.')
    else {
      xml.addSpeak('Nobody can take your call.')
      addRecord(xml, url)
    }
  })
  route('/voice/confirm', (xml) => void xml.addSpeak('Press one to take the call.'))
  route('/voice/waiting', (xml) => void xml.addSpeak('Please hold.'))
  route('/voice/recorded', () => undefined)
  route('/voice/transferred', (xml) => void xml.addSpeak('You are being transferred.'))
  for (const path of ['ring', 'hangup', 'events', 'room', 'stream', 'file', 'machine']) quiet(`/voice/${path}`)
}

/** What an operator of the application can do: place a call, speak into it, transfer it, end it. */
function addAdmin(app: Express, url: (path: string) => string): void {
  const clients = toCallClients({
    plivo: new plivo.Client(`MA${'X'.repeat(18)}`, 'rest-token'),
    vobiz: new Client('MA_1', 'rest-token'),
  })
  const route = (path: string, act: (client: CallClient, body: Record<string, string>) => Promise<unknown>) =>
    app.post(`/admin/${path}`, async (request, response) => {
      const client = clients[request.body.provider === 'vobiz' ? 'vobiz' : 'plivo']
      response.json(await act(client, request.body))
    })
  route('calls', (client, { to = '' }) =>
    client.calls.create('14155550100', to, url('/voice/answer'), {
      answerMethod: 'POST',
      ringUrl: url('/voice/ring'),
      hangupUrl: url('/voice/hangup'),
      hangupMethod: 'POST',
    }),
  )
  route('speak', (client, { call = '' }) => client.calls.speakText(call, 'One moment please.'))
  route('transfer', (client, { call = '' }) =>
    client.calls.transfer(call, { legs: 'aleg', alegUrl: url('/voice/transferred'), alegMethod: 'POST' }),
  )
  route('hangup', (client, { call = '' }) => client.calls.hangup(call))
}

function choose(xml: Xml, digits: string, url: (path: string) => string): void {
  const dial = (options: Record<string, unknown> = {}) =>
    xml.addDial({
      action: url('/voice/dialled'),
      method: 'POST',
      callbackUrl: url('/voice/events'),
      callbackMethod: 'POST',
      callerId: '14155550100',
      timeout: 25,
      ...options,
    })
  if (digits === '1') dial().addNumber('14155550133')
  else if (digits === '3') addRecord(xml, url)
  else if (digits === '4') {
    xml.addConference('sales', {
      callbackUrl: url('/voice/room'),
      callbackMethod: 'POST',
      waitSound: url('/voice/waiting'),
      stayAlone: true,
    })
  } else if (digits === '5') {
    xml.addStream(AUDIO, { bidirectional: true, keepCallAlive: true, statusCallbackUrl: url('/voice/stream') })
  } else if (digits === '6') {
    const both = dial()
    both.addNumber('14155550133')
    both.addNumber('14155550134')
  } else if (digits === '7') {
    dial({ confirmSound: url('/voice/confirm'), confirmKey: '1' }).addNumber('14155550133')
  } else if (digits.length > 3) xml.addSpeak(`Customer ${digits}.`)
  else {
    xml.addSpeak('Once more.')
    xml.addRedirect(url('/voice/answer'), { method: 'POST' })
  }
}

function addRecord(xml: Xml, url: (path: string) => string): void {
  xml.addSpeak('Please leave a message.')
  xml.addRecord({
    action: url('/voice/recorded'),
    method: 'POST',
    callbackUrl: url('/voice/file'),
    callbackMethod: 'POST',
    maxLength: 60,
    redirect: false,
  })
  xml.addSpeak('Thank you. We will call you back.')
}
