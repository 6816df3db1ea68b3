import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import { sign } from '@plivo-to-vobiz/signatures'
import plivo from 'plivo'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { describePython, getPythonWith } from './python.ts'

/** What Plivo's own packages make of a stream of Vobiz behind the gateway. */

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp()
})

const TOKENS = { plivo: 'plivo-token-of-the-test', vobiz: 'vobiz-token-of-the-test' } as const

async function startGateway(port: number): Promise<string> {
  const gateway = createGateway({
    upstream: `http://127.0.0.1:${port}`,
    publicUrl: 'https://voice.example.com',
    plivo: { authToken: TOKENS.plivo },
    vobiz: { authToken: TOKENS.vobiz },
    translateStreams: true,
  }).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  cleanUps.push(() => {
    gateway.closeStreams()
    gateway.close()
  })
  return `ws://127.0.0.1:${(gateway.address() as AddressInfo).port}`
}

function connect(url: string): WebSocket {
  const request = { method: 'GET', url: 'wss://voice.example.com/stream', headers: {}, params: {} }
  const socket = new WebSocket(`${url}/stream?token=1`, { headers: sign('vobiz', request, { secret: TOKENS.vobiz }) })
  socket.on('error', () => {})
  cleanUps.push(() => socket.terminate())
  return socket
}

describe('the check of the plivo package', () => {
  it.each(['wss', 'https', 'http'])('accepts the handshake when it takes the URL for %s', async (scheme) => {
    const app = createServer().listen(0, '127.0.0.1')
    await once(app, 'listening')
    cleanUps.push(() => app.close())
    const upgraded = once(app, 'upgrade') as Promise<[IncomingMessage]>
    connect(await startGateway((app.address() as AddressInfo).port))
    const [{ url = '', headers, socket }] = await upgraded
    cleanUps.push(() => socket.destroy())
    const check = (uri: string, token: string): unknown => {
      const [nonce, signature] = [headers['x-plivo-signature-v3-nonce'], headers['x-plivo-signature-v3']]
      return plivo.validateV3Signature('GET', uri, String(nonce), token, String(signature))
    }
    expect(Boolean(check(`${scheme}://${headers.host}${url}`, TOKENS.plivo))).toBe(true)
    expect(Boolean(check(`${scheme}://${headers.host}${url}`, TOKENS.vobiz))).toBe(false)
    expect(Boolean(check(`${scheme}://${headers.host}/other`, TOKENS.plivo))).toBe(false)
  })
})

describePython('the plivo-stream-sdk package', () => {
  let python = ''
  beforeAll(async () => {
    python = await getPythonWith([join(import.meta.dirname, 'stream-sdk.txt')])
  }, 300_000)

  it('reads every frame, and what it sends is what Vobiz takes', async () => {
    const child = spawn(python, ['-B', join(import.meta.dirname, 'stream-sdk-app.py')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    cleanUps.push(() => child.kill('SIGKILL'))
    const understood: Record<string, unknown>[] = []
    createInterface({ input: child.stdout }).on('line', (line) => understood.push(JSON.parse(line)))
    await vi.waitFor(() => expect(understood).toHaveLength(1), { timeout: 60_000 })
    const socket = connect(await startGateway(Number(understood[0]?.port)))
    const taken: Record<string, unknown>[] = []
    socket.on('message', (data) => taken.push(JSON.parse(String(data))))
    await once(socket, 'open')
    const streamId = 'c4dfd815-a92a-4140-ab85-5ff28c004116'
    const callId = '5401fd2e-6344-40df-a22c-c8ffea7a92e7'
    const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000 }
    for (const frame of [
      {
        sequenceNumber: 0,
        event: 'start',
        start: { callId, streamId, accountId: '500025', tracks: ['inbound'], mediaFormat },
        extra_headers: '{}',
      },
      {
        sequenceNumber: 1,
        event: 'media',
        streamId,
        media: { track: 'inbound', timestamp: 1_778_597_597_091, payload: Buffer.alloc(160).toString('base64') },
      },
      { event: 'playedStream', name: 'greeting' },
      { sequenceNumber: 0, event: 'clearedAudio' },
    ])
      socket.send(JSON.stringify(frame))
    await vi.waitFor(() => expect(understood).toHaveLength(5), { timeout: 20_000 })
    expect(understood.slice(1)).toEqual([
      { kind: 'start', stream: streamId, call: callId, account: '500025', number: 1, rate: 8000, extra: '' },
      { kind: 'media', bytes: 160, chunk: 1, number: 2 },
      { kind: 'played', name: 'greeting', stream: streamId, number: 3 },
      { kind: 'cleared', stream: streamId, number: 4 },
    ])
    await vi.waitFor(() => expect(taken).toHaveLength(3))
    expect(taken).toEqual([
      {
        event: 'playAudio',
        media: { contentType: 'audio/x-mulaw', sampleRate: 8000, payload: Buffer.alloc(160, 0x7f).toString('base64') },
        streamId,
      },
      { event: 'checkpoint', name: 'greeting', streamId },
      { event: 'clearAudio', streamId },
    ])
  })
})
