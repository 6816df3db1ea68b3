import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { GATEWAY_SCHEMA, toJsonSchema } from 'plivo-to-vobiz/gateway-config'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')

describe('the example configuration', () => {
  // The validator editors use, beside the one the command uses.
  const isValid = new Ajv2020({ allowUnionTypes: true }).compile(toJsonSchema())
  const example: Record<string, unknown> = parse(read('gateway.yaml'))

  it('is right for the command, and for editors', () => {
    expect(GATEWAY_SCHEMA.safeParse(example).error).toBeUndefined()
    expect(isValid(example), JSON.stringify(isValid.errors)).toBe(true)
  })

  it.each([
    ['an unknown key', { pahts: ['/voice'] }],
    ['an unknown key inside', { deadlines: { reply: 1 } }],
    ['a text for a list', { paths: '/voice' }],
    ['a word nobody knows', { mode: 'none' }],
    ['a port that is none', { listen: 70_000 }],
    ['an empty list of tokens', { plivo: { authToken: [] } }],
    ['a path that is none', { routes: { answer: 'voice' } }],
    ['a time that is none', { deadlines: { replyMs: 0 } }],
  ])('is wrong for both with %s', (_name, change) => {
    expect(GATEWAY_SCHEMA.safeParse({ ...example, ...change }).success).toBe(false)
    expect(isValid({ ...example, ...change })).toBe(false)
  })

  it('may leave out what flags and variables give', () => {
    expect(isValid({})).toBe(true)
  })
})

describe('the unit', () => {
  const probe = spawnSync('systemd-analyze', ['--version'])
  const reason = 'systemd-analyze is not installed (Debian: apt-get install systemd)'
  if (probe.error !== undefined && process.env.CI === 'true') throw new Error(reason)
  const unit = join(import.meta.dirname, 'plivo-to-vobiz-gateway.service')
  const analyze = (...args: string[]) => spawnSync('systemd-analyze', [...args, unit], { encoding: 'utf8' })

  it.skipIf(probe.error !== undefined)(`is one for systemd (else skipped: ${reason})`, () => {
    const { status, stderr } = analyze('verify')
    expect([status, stderr]).toEqual([0, ''])
  })

  it.skipIf(probe.error !== undefined)(`exposes next to nothing (else skipped: ${reason})`, () => {
    // Tenths: 20 is the end of what systemd calls OK.
    const { status, stdout } = analyze('security', '--offline=true', '--threshold=20', '--no-pager')
    expect(status, stdout.split('\n').slice(-3).join('\n')).toBe(0)
  })

  it('gives calls under way longer than the gateway does', () => {
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(read('plivo-to-vobiz-gateway.service'))?.[1])).toBeGreaterThan(30)
  })
})

describe('the Dockerfile', () => {
  const text = read('Dockerfile')
  const dockerfile = DockerfileParser.parse(text)
  const find = (keyword: string) => dockerfile.getInstructions().filter((one) => one.getKeyword() === keyword)
  const getArguments = (keyword: string): string => find(keyword).at(-1)?.getArgumentsContent() ?? ''

  it('is one', () => {
    expect(validate(text)).toEqual([])
  })

  it('runs without rights, and as the first process', () => {
    expect(getArguments('USER')).toBe('node')
    const command: readonly string[] = JSON.parse(getArguments('ENTRYPOINT'))
    expect(command[0]).toBe('node')
    const { bin } = JSON.parse(readFileSync(join(import.meta.dirname, '../../packages/cli/package.json'), 'utf8'))
    expect(command[1]).toBe(join('/usr/local/lib/node_modules/plivo-to-vobiz', bin['plivo-to-vobiz']))
  })

  it.each<[string, number, RequestListener]>([
    ['well', 0, ({ url }, response) => response.writeHead(url === '/_gateway/healthz' ? 200 : 404).end()],
    ['ill', 1, (_request, response) => response.writeHead(503).end()],
  ])('has a health check that finds a gateway %s', async (_name, status, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await check(port)).toBe(status)
    server.close()
  })

  it('has a health check that finds no gateway', async () => {
    expect(await check(1)).toBe(1)
  })

  async function check(port: number): Promise<number | null> {
    const [command = '', ...args]: readonly string[] = JSON.parse(
      /CMD (\[.*\])/s.exec(getArguments('HEALTHCHECK'))?.[1] ?? '[]',
    )
    expect(command).toBe('node')
    const child = spawn(
      process.execPath,
      args.map((text) => text.replace(':8080/', `:${port}/`)),
      { stdio: 'ignore' },
    )
    const [code] = (await once(child, 'exit')) as [number | null]
    return code
  }
})
