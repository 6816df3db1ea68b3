import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sign } from '@plivo-to-vobiz/signatures'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { ROOT } from '../agreement/workspace.ts'
import { findReasonWithoutRedis, startRedis } from '../contract/redis-server.ts'
import { createCleanUp } from './demo/clean-up.ts'

/** The command as an operator runs it: one file, secrets in files, signals, other processes beside it. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const TOKENS = {
  plivo: 'plivo-token-of-the-test',
  vobiz: 'vobiz-token-of-the-test',
  status: 'status-token-of-the-test',
}
const COMMAND =
  "import('plivo-to-vobiz').then(async ({ main }) => { process.exitCode = await main(process.argv.slice(1)) })"

async function startApp(listener: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUp.add(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

const answer: RequestListener = (request, response) => {
  request.resume().once('end', () => {
    response.setHeader('Content-Type', 'text/xml')
    response.end(`<Response><Speak>${request.url}</Speak></Response>`)
  })
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly admin: string
  /** Lines of the log with this name. */
  readonly find: (name: string) => readonly Record<string, unknown>[]
  readonly printed: () => string
  readonly configure: (yaml: string) => void
}

async function startGateway(yaml: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }))
  const configure = (text: string): void =>
    writeFileSync(
      join(folder, 'gateway.yaml'),
      `listen: 0\nadminListen: 0\npublicUrl: https://voice.example.com\n${text}`,
    )
  configure(yaml)
  for (const [name, token] of Object.entries(TOKENS)) writeFileSync(join(folder, name), `${token}\n`)
  const source = ['--conditions', '@plivo-to-vobiz/source', '--import', import.meta.resolve('tsx')]
  const child = spawn(process.execPath, [...source, '--eval', COMMAND, '--', 'gateway'], {
    cwd: join(ROOT, 'test'),
    env: {
      PATH: process.env.PATH,
      GATEWAY_CONFIG: join(folder, 'gateway.yaml'),
      PLIVO_AUTH_TOKEN_FILE: join(folder, 'plivo'),
      VOBIZ_AUTH_TOKEN_FILE: join(folder, 'vobiz'),
      GATEWAY_STATUS_TOKEN_FILE: join(folder, 'status'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (text) => {
    out += text
  })
  child.stderr?.on('data', (text) => {
    err += text
  })
  cleanUp.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  })
  const toUrl = (line: RegExp): string => `http://127.0.0.1:${line.exec(out)?.[1]}`
  await vi.waitFor(
    () => {
      if (child.exitCode !== null) throw new Error(`it has ended:\n${err}`)
      expect(err).toContain('gateway.started')
    },
    { timeout: 60_000, interval: 100 },
  )
  return {
    child,
    url: toUrl(/gateway listening on .* port (\d+)/),
    admin: toUrl(/metrics and status on .* port (\d+)/),
    printed: () => out + err,
    find: (name) =>
      err
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line): Record<string, unknown> => JSON.parse(line))
        .filter((event) => event.name === name),
    configure,
  }
}

let turn = 0

/** Sends a signed webhook of Vobiz: an answer of a call of its own unless told otherwise. */
function send(url: string, event = 'StartApp', callUuid = `c-${++turn}`): Promise<Response> {
  const body = `CallUUID=${callUuid}&From=14155550122&To=14155550100&Direction=inbound&CallStatus=ringing&Event=${event}`
  const params = Object.fromEntries(new URLSearchParams(body))
  const request = { method: 'POST', url: 'https://voice.example.com/voice/any', headers: {}, params }
  const headers = sign('vobiz', request, { secret: TOKENS.vobiz })
  return fetch(`${url}/voice/any`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body,
  })
}

/** Status and text of the reply to an answer. */
async function call(url: string): Promise<readonly [number, string]> {
  const response = await send(url)
  return [response.status, await response.text()]
}

describe('SIGHUP', () => {
  it('takes another configuration, and none that is wrong', async () => {
    const app = await startApp(answer)
    const gateway = await startGateway(`upstream: ${app.url}\nroutes: { answer: /one }\n`)
    expect(await call(gateway.url)).toEqual([200, expect.stringContaining('/one')])
    gateway.configure(`upstream: ${app.url}\nroutes: { answer: two }\n`)
    gateway.child.kill('SIGHUP')
    await vi.waitFor(() => expect(gateway.find('config.rejected')).toHaveLength(1), { timeout: 10_000 })
    expect(gateway.find('config.rejected')[0]?.message).toMatch(
      /gateway\.yaml:5:\d+ routes\.answer: 'two'; expected a path/,
    )
    expect(await call(gateway.url)).toEqual([200, expect.stringContaining('/one')])
    gateway.configure(
      `upstream: ${app.url}\nroutes: { answer: /two }\nmode: both\nadminListen: 1\n`.replace('adminListen: 1\n', ''),
    )
    gateway.child.kill('SIGHUP')
    await vi.waitFor(() => expect(gateway.find('config.reloaded')).toHaveLength(1), { timeout: 10_000 })
    expect(await call(gateway.url)).toEqual([200, expect.stringContaining('/two')])
    expect(gateway.find('config.restart-needed')).toEqual([])
  })
})

describe('SIGTERM', () => {
  it('lets a call under way end, accepts no other, and ends well', async () => {
    const waiting: (() => void)[] = []
    const app = await startApp((request, response) => waiting.push(() => answer(request, response)))
    const gateway = await startGateway(`upstream: ${app.url}\n`)
    const underWay = call(gateway.url)
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    gateway.child.kill('SIGTERM')
    await vi.waitFor(() => expect(gateway.find('gateway.stopping')).toHaveLength(1), { timeout: 10_000 })
    await expect(call(gateway.url)).rejects.toThrow()
    for (const reply of waiting) reply()
    expect((await underWay)[0]).toBe(200)
    expect(await once(gateway.child, 'exit')).toEqual([0, null])
    expect(gateway.find('gateway.stopped')).toMatchObject([{ clean: true }])
  })

  it('closes streams that are still open when the time is over', async () => {
    const app = await startApp(answer)
    const sockets = new WebSocketServer({ server: app.server })
    sockets.on('connection', (socket) => socket.on('error', () => {}))
    const gateway = await startGateway(`upstream: ${app.url}\ntranslateStreams: true\ndrainSeconds: 0\n`)
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/stream`)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    gateway.child.kill('SIGTERM')
    expect((await closed)[0]).toBe(1001)
    expect(await once(gateway.child, 'exit')).toEqual([1, null])
    expect(gateway.find('gateway.stopped')).toMatchObject([{ clean: false }])
  })
})

it('tells how it is on a port of its own, and nothing of it on the public one', async () => {
  const app = await startApp(answer)
  const gateway = await startGateway(`upstream: ${app.url}\npaths: [/voice]\n`)
  await call(gateway.url)
  await fetch(`${gateway.url}/voice/any`, { method: 'POST', body: 'a=1' })
  const get = async (url: string, headers = {}): Promise<[number, string]> => {
    const response = await fetch(url, { headers })
    return [response.status, await response.text()]
  }
  const [, metrics] = await get(`${gateway.admin}/metrics`)
  expect(metrics).toMatch(/^plivo_to_vobiz_rejected_total\{.*code="unsigned".*\} 1$/m)
  expect(metrics).toMatch(/^plivo_to_vobiz_deliveries_total\{provider="vobiz",event="answer".*\} 1$/m)
  expect((await get(`${gateway.admin}/readyz`))[0]).toBe(200)
  expect((await get(`${gateway.admin}/status`))[0]).toBe(401)
  const authorization = `Bearer ${TOKENS.status}`
  expect(await get(`${gateway.admin}/status`, { authorization })).toEqual([200, expect.stringContaining('Vobiz')])
  for (const path of ['/metrics', '/status', '/_gateway/metrics', '/_gateway/status'])
    expect(await get(gateway.url + path)).toEqual([200, expect.stringContaining(`<Speak>${path}</Speak>`)])
  app.server.closeAllConnections()
  app.server.close()
  expect(await get(`${gateway.admin}/readyz`)).toEqual([503, 'upstream-failed\n'])
  for (const token of Object.values(TOKENS)) expect(gateway.printed()).not.toContain(token)
})

const reason = findReasonWithoutRedis()
describe.skipIf(reason !== undefined)(
  `with a store in Redis${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    it('shares it with another gateway, is switched by it, and refuses without it', async () => {
      const redis = await startRedis()
      let stopped: Promise<void> | undefined
      const stopRedis = (): Promise<void> => {
        stopped ??= redis.stop()
        return stopped
      }
      cleanUp.add(stopRedis)
      const app = await startApp(answer)
      const yaml = `upstream: ${app.url}\nmode: store\nstoreFailure: refuse\nredis: { url: "redis://127.0.0.1:${redis.port}", prefix: "gw:" }\n`
      const [one, two] = [await startGateway(yaml), await startGateway(yaml)]
      expect((await call(one.url))[0]).toBe(200)

      const client = new Redis(redis.port)
      cleanUp.add(() => client.disconnect())
      await client.set('gw:mode', 'plivo')
      for (const { url } of [one, two])
        await vi.waitFor(async () => expect((await call(url))[0]).toBe(503), { timeout: 10_000, interval: 300 })
      await client.set('gw:mode', 'both')
      for (const { url } of [one, two])
        await vi.waitFor(async () => expect((await call(url))[0]).toBe(200), { timeout: 10_000, interval: 300 })

      let requests = 0
      app.server.on('request', () => {
        requests += 1
      })
      for (const { url } of [one, two]) expect((await send(url, 'Hangup', 'c-shared')).status).toBe(200)
      expect(requests).toBe(1)

      await stopRedis()
      await vi.waitFor(async () => expect((await fetch(`${one.admin}/readyz`)).status).toBe(503), { timeout: 10_000 })
      expect((await call(one.url))[0]).toBe(503)
      expect(one.find('store.lost').length).toBeGreaterThan(0)
    })
  },
)
