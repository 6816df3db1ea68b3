import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FAULTS as SIMULATOR_FAULTS } from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'
import { FAULTS } from './simulate.ts'

/** An application that speaks to a caller, and on `/plivo-only` in PlivoXML alone. Checks no signature. */
let server: Server
let app = ''
const received: string[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const params = new URLSearchParams(Buffer.concat(chunks).toString())
    received.push(`${request.url} ${params.get('Event')}`)
    const xml = request.url === '/plivo-only' ? '<GetDigits action="/x"/>' : '<Speak>Hello</Speak>'
    response.setHeader('content-type', 'application/xml')
    response.end(`<Response>${params.get('Event') === 'StartApp' ? xml : ''}</Response>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const env = { PLIVO_AUTH_TOKEN: 'plivo-secret-token', VOBIZ_AUTH_TOKEN: 'vobiz-secret-token' }

async function run(args: readonly string[], environment: Record<string, string> = env) {
  const io = createTestIo({ env: environment })
  const code = await main(['simulate', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

describe('simulate', () => {
  it('plays both providers and exits 0 when the caller notices nothing', async () => {
    const { code, out } = await run(['silent-caller', '--app', app])
    expect(out).toContain('Both calls went through, and the caller noticed no difference.')
    expect(code).toBe(0)
  })

  it('exits 1 when a call does not go through', async () => {
    const { code, out } = await run(['silent-caller', '--app', `${app}/plivo-only`])
    expect(out).toContain('Vobiz knows no <GetDigits>. It is an element of Plivo.')
    expect(out).toContain('A call did not go through.')
    expect(code).toBe(1)
  })

  it('exits 1 when a bad request gets in', async () => {
    const { code, out } = await run(['attacks', '--app', app, '--provider', 'vobiz'])
    expect(out).toContain('A bad request got in.')
    expect(code).toBe(1)
  })

  it('prints one JSON object and no secret', async () => {
    const { code, out, err } = await run(['silent-caller', '--app', app, '--format', 'json'])
    expect(code).toBe(0)
    expect(err).toBe('')
    const report = JSON.parse(out)
    expect(report).toMatchObject({
      version: 1,
      ok: true,
      scenario: { name: 'Silent caller' },
      comparison: { parity: true },
    })
    expect(report.calls.map((call: { transcript: { provider: string } }) => call.transcript.provider)).toEqual([
      'plivo',
      'vobiz',
    ])
    expect(out).not.toMatch(/(plivo|vobiz)-secret-token/)
  })

  it('sends each event where it is told to', async () => {
    received.length = 0
    const urls = ['--answer', '/a', '--ring', '/r', '--hangup', '/h']
    await run(['outbound-answered', '--app', app, '--provider', 'plivo', ...urls])
    expect(received).toEqual(['/r Ring', '/a StartApp', '/h Hangup'])
  })

  it('draws the call flow into a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulate-'))
    const file = join(folder, 'flow.html')
    const { code } = await run(['silent-caller', '--app', app, '--html', file])
    expect(code).toBe(0)
    const html = readFileSync(file, 'utf8')
    expect(html).toContain('<h1>Silent caller</h1>')
    expect(html).not.toMatch(/(plivo|vobiz)-secret-token/)
    rmSync(folder, { recursive: true })
  })

  it('plays faults, and knows the names the simulator knows', async () => {
    received.length = 0
    const faults = ['--fault', 'duplicate', '--fault', 'slow-network']
    const { code } = await run(['silent-caller', '--app', app, '--provider', 'plivo', ...faults])
    expect(code).toBe(0)
    expect(received).toHaveLength(6)
    expect(SIMULATOR_FAULTS).toEqual(FAULTS)
    expect((await run(['silent-caller', '--app', app, '--fault', 'rain'])).code).toBe(2)
  })

  it('takes it as an error when unsigned webhooks get in', async () => {
    const { code, out } = await run(['unsigned', '--app', app, '--provider', 'vobiz'])
    expect(code).toBe(1)
    expect(out).toContain('a webhook without a good signature was answered 200')
  })

  it('names the fact behind a difference', async () => {
    const { out } = await run(['silent-caller', '--app', app])
    expect(out).toMatch(/parameters of hangup[\s\S]*Why {4}params:vobiz\.hangup\.inbound/)
  })

  it.each(['0', 'x', '70000'])('refuses the port %s', async (port) => {
    const { code, err } = await run(['silent-caller', '--app', app, '--rest', port])
    expect(code).toBe(2)
    expect(err).toContain(`--rest is ${port}`)
  })

  it('lists the included scenarios', async () => {
    const { code, out } = await run(['--list'])
    expect(code).toBe(0)
    expect(out).toMatch(/^attacks +A call nobody takes, then requests that must be refused\.$/m)
  })

  it.each<[string, readonly string[], string]>([
    ['no scenario', ['--app', 'http://127.0.0.1:1'], 'Which scenario?'],
    ['no application', ['voicemail'], 'Where is the application?'],
    ['an unknown scenario', ['nothing', '--app', 'http://127.0.0.1:1'], 'There is no scenario nothing'],
    ['a target that is not on this machine', ['voicemail', '--app', 'http://example.com'], 'loopback only'],
    ['an unknown provider', ['voicemail', '--app', 'http://127.0.0.1:1', '--provider', 'x'], 'Allowed choices'],
  ])('exits 2 on %s', async (_name, args, message) => {
    const { code, err } = await run(args)
    expect(err).toContain(message)
    expect(code).toBe(2)
  })

  it('names the token that is missing, and where to put it', async () => {
    const { code, err } = await run(['voicemail', '--app', app], { PLIVO_AUTH_TOKEN: 'x' })
    expect(err).toContain('No auth token for vobiz: set VOBIZ_AUTH_TOKEN or pass --vobiz-secret.')
    expect(code).toBe(2)
  })
})
