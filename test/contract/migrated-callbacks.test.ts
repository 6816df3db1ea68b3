import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import express from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { planFile } from '../../codemods/src/plan-file.ts'
import type { Target } from '../../codemods/src/touchpoint.ts'
import { jsEventParam } from '../../codemods/transforms/js-event-param/transform.ts'
import { jsStream } from '../../codemods/transforms/js-stream/transform.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** An application for Plivo, as its author wrote it: what it makes of a callback goes back as JSON. */
const CALLBACKS = `
export const routes = (app) => {
  app.all('/plivo/status', (req, res) => {
    const body = { ...req.query, ...req.body }
    const { CallUUID, Machine } = body
    const custom = Object.keys(body).filter((key) => key.startsWith('X-PH-')).map((key) => key.replace('X-PH-', ''))
    if (Machine) return res.json({ CallUUID, kind: 'machine' })
    res.json({ CallUUID, ticket: body['X-PH-Ticket'], custom, file: body.RecordUrl, isPlatform: body.HangupSource === 'Plivo' })
  })
  app.post('/plivo/answer', (req, res) => {
    if (req.body.CallStatus === 'ringing') return res.sendStatus(204)
    res.type('xml').send('<Response><Speak>Hello</Speak></Response>')
  })
}
`
const STREAM = `
// Plivo
export const accept = (ws, ended) => {
  let streamId = ''
  ws.on('message', (raw) => {
    const message = JSON.parse(String(raw))
    if (message.event === 'start') streamId = message.start.streamId
    if (message.event === 'media')
      ws.send(JSON.stringify({ event: 'playAudio', media: { contentType: 'audio/x-mulaw;rate=8000', sampleRate: '8000', payload: message.media.payload } }))
    if (message.event === 'playedStream') ws.send(JSON.stringify({ event: 'clearAudio', streamId: message.streamId }))
  })
  ws.on('close', () => ended(streamId))
}
`
let folder = ''
let server: Server | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-migrated-'))
  symlinkSync(join(ROOT, 'test/node_modules'), join(folder, 'node_modules'))
})
afterEach(() => {
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The rewritten module, loaded by Node. */
async function migrate(text: string, target: Target): Promise<Record<string, unknown>> {
  const source = { path: 'src/app.mjs', text, language: 'javascript' as const }
  const { newText } = planFile(source, [jsEventParam, jsStream], { target })
  const path = join(folder, `${target}.mjs`)
  writeFileSync(path, newText)
  return await import(pathToFileURL(path).href)
}

const listen = (made: Server): Promise<number> =>
  new Promise((done) => {
    server = made.listen(0, '127.0.0.1', () => done((made.address() as AddressInfo).port))
  })

async function serve(target: Target): Promise<string> {
  const { routes } = await migrate(CALLBACKS, target)
  const app = express().use(express.urlencoded({ extended: false }))
  ;(routes as (app: unknown) => void)(app)
  return `http://127.0.0.1:${await listen(createServer(app))}`
}

const post = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

const CALL = 'CallUUID=7c1e4b20-0001-4d22-8b02-000000000001&From=919800000001&To=07900000002'
const VOBIZ = {
  hangup: `${CALL}&Event=Hangup&CallStatus=completed&HangupCause=NO_ANSWER&HangupSource=Vobiz&X-VH-Ticket=4821&X-VH-Team=a`,
  record: `${CALL}&Event=RecordStop&RecordingID=rec-1&RecordFile=https%3A%2F%2Fmedia.example.com%2Frec-1.mp3`,
  person: `${CALL}&Event=MachineDetection&CallStatus=in-progress&Machine=false`,
  machine: `${CALL}&Event=MachineDetection&CallStatus=in-progress&Machine=true`,
  ring: `${CALL}&Event=Ring&CallStatus=ringing&Direction=outbound`,
  inbound: `${CALL}&Event=StartApp&CallStatus=ringing&Direction=inbound`,
}
const PLIVO_HANGUP = `${CALL}&Event=Hangup&CallStatus=no-answer&HangupSource=Plivo&X-PH-Ticket=4821&X-PH-Team=a&RecordUrl=https%3A%2F%2Fmedia.example.com%2Frec-1.mp3`

describe.each(['both', 'vobiz'] as const)('an application rewritten for %s', (target) => {
  it('understands callbacks of Vobiz', async () => {
    const url = await serve(target)
    const ask = async (body: string): Promise<unknown> => (await post(`${url}/plivo/status`, body)).json()
    expect(await ask(VOBIZ.hangup)).toMatchObject({ ticket: '4821', custom: ['Ticket', 'Team'], isPlatform: true })
    expect(await ask(VOBIZ.record)).toMatchObject({ file: 'https://media.example.com/rec-1.mp3', isPlatform: false })
    expect(await ask(VOBIZ.person)).not.toHaveProperty('kind')
    expect(await ask(VOBIZ.machine)).toMatchObject({ kind: 'machine' })
    expect((await post(`${url}/plivo/answer`, VOBIZ.ring)).status).toBe(204)
    expect(await (await post(`${url}/plivo/answer`, VOBIZ.inbound)).text()).toContain('<Speak>')
  })

  it('speaks on a stream of Vobiz', async () => {
    const { accept } = await migrate(STREAM, target)
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    const ended = new Promise((done) => {
      sockets.on('connection', (ws) => (accept as (ws: unknown, ended: unknown) => void)(ws, done))
    })
    const port = await listen(http)
    const client = new WebSocket(`ws://127.0.0.1:${port}`)
    const frames: unknown[] = []
    const two = new Promise((done) => {
      client.on('message', (raw) => frames.push(JSON.parse(String(raw))) === 2 && done(undefined))
    })
    await new Promise((done) => client.on('open', done))
    // The ids beside the event, as on pages of 2025; the confirmation without an id, as on those of today.
    client.send(JSON.stringify({ event: 'start', streamId: 's-1', callId: 'c-1' }))
    client.send(JSON.stringify({ event: 'media', media: { payload: 'AAAA' } }))
    client.send(JSON.stringify({ event: 'playedStream', name: 'greeting' }))
    await two
    client.close()
    expect(await ended).toBe('s-1')
    sockets.close()
    expect(frames).toEqual([
      {
        event: 'playAudio',
        streamId: 's-1',
        media: { contentType: 'audio/x-mulaw', sampleRate: 8000, payload: 'AAAA' },
      },
      { event: 'clearAudio', streamId: 's-1' },
    ])
  })
})

describe('an application rewritten for both', () => {
  it('understands callbacks of Plivo as before', async () => {
    const url = await serve('both')
    const answer = await (await post(`${url}/plivo/status`, PLIVO_HANGUP)).json()
    expect(answer).toEqual({
      CallUUID: '7c1e4b20-0001-4d22-8b02-000000000001',
      ticket: '4821',
      custom: ['Ticket', 'Team'],
      file: 'https://media.example.com/rec-1.mp3',
      isPlatform: true,
    })
  })

  it('does not understand those of Vobiz when it is not rewritten', async () => {
    const path = join(folder, 'old.mjs')
    writeFileSync(path, CALLBACKS)
    const { routes } = await import(pathToFileURL(path).href)
    const app = express().use(express.urlencoded({ extended: false }))
    routes(app)
    const url = `http://127.0.0.1:${await listen(createServer(app))}`
    const answer = await (await post(`${url}/plivo/status`, VOBIZ.hangup)).json()
    expect(answer).toMatchObject({ custom: [], isPlatform: false })
    expect(await (await post(`${url}/plivo/status`, VOBIZ.person)).json()).toMatchObject({ kind: 'machine' })
  })
})
