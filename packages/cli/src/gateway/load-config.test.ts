import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { type Flags, loadConfig } from './load-config.ts'
import { printConfig } from './print-config.ts'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gateway-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const RIGHT = 'upstream: http://127.0.0.1:5000\nlisten: 8080\npublicUrl: https://voice.example.com\n'

interface Case {
  readonly yaml?: string
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: Flags
  readonly files?: Readonly<Record<string, string>>
}

function load({ yaml = '', env = {}, flags = {}, files = {} }: Case) {
  writeFileSync(join(cwd, 'gateway.yaml'), RIGHT + yaml)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return loadConfig({ config: 'gateway.yaml', ...flags }, createTestIo({ env, cwd }))
}

describe('where a setting comes from', () => {
  it('is the flag, else the variable, else the file', async () => {
    const yaml = 'routes: { ring: /file, answer: /file, hangup: /file }\n'
    const env = { GATEWAY_RING_PATH: '/variable', GATEWAY_ANSWER_PATH: '/variable' }
    const { config, origins } = await load({ yaml, env, flags: { ringPath: '/flag' } })
    expect(config.routes).toEqual({ ring: '/flag', answer: '/variable', hangup: '/file' })
    expect(['ring', 'answer', 'hangup'].map((name) => origins.get(`routes.${name}`))).toEqual([
      '--ring-path',
      'GATEWAY_ANSWER_PATH',
      'gateway.yaml:4:39',
    ])
  })

  it.each([
    ['a list', { env: { GATEWAY_PATHS: '/a, /b' } }, { paths: ['/a', '/b'] }],
    ['a flag that came again', { flags: { path: ['/a', '/b'] } }, { paths: ['/a', '/b'] }],
    ['a switch', { env: { GATEWAY_VERIFY_PLIVO: 'on' } }, { verifyPlivo: true }],
    ['a switch that is off', { yaml: 'dryRun: true\n', env: { GATEWAY_DRY_RUN: '0' } }, { dryRun: false }],
    ['hops', { flags: { trustProxy: '2' } }, { trustProxy: 2 }],
    ['proxies', { flags: { trustProxy: '10.0.0.0/8,::1' } }, { trustProxy: ['10.0.0.0/8', '::1'] }],
    [
      'a mapping over a word',
      { yaml: 'unsigned: reject\n', flags: { unsignedFrom: ['10.0.0.1'] } },
      { unsigned: { from: ['10.0.0.1'] } },
    ],
    ['an address', { flags: { listen: '0.0.0.0:80' } }, { listen: '0.0.0.0:80' }],
    ['an empty variable', { env: { GATEWAY_LISTEN: '' } }, { listen: 8080 }],
    ['several tokens', { env: { PLIVO_AUTH_TOKEN: 'one two' } }, { plivo: { authToken: ['one', 'two'] } }],
    ['credentials', { env: { GATEWAY_BASIC_AUTH: 'a:b:c' } }, { basicAuth: [{ username: 'a', password: 'b:c' }] }],
  ] as const)('may be %s', async (_name, given, expected) => {
    expect((await load(given)).config).toMatchObject(expected)
  })
})

describe('a secret in a file', () => {
  it('is read from where the variable says, before the value in the configuration', async () => {
    const files = { token: 'first\nsecond\n' }
    const { config, origins } = await load({
      yaml: 'plivo: { authToken: old }\n',
      env: { PLIVO_AUTH_TOKEN_FILE: 'token' },
      files,
    })
    expect(config.plivo?.authToken).toEqual(['first', 'second'])
    expect(origins.get('plivo.authToken')).toBe('PLIVO_AUTH_TOKEN_FILE')
  })

  it('is read from where the configuration says, relative to it', async () => {
    const yaml =
      'vobiz: { authTokenFile: token }\nbasicAuth: [{ username: a, passwordFile: token }]\nredis: { urlFile: url }\nfallbackXmlFile: xml\n'
    const { config } = await load({ yaml, files: { token: ' t \n', url: 'redis://:pw@h\n', xml: '<Response/>' } })
    expect(config).toMatchObject({
      vobiz: { authToken: ['t'] },
      basicAuth: [{ username: 'a', password: 't' }],
      redis: { url: 'redis://:pw@h' },
      fallbackXml: '<Response/>',
    })
  })

  it.each([
    [
      'both',
      { env: { PLIVO_AUTH_TOKEN: 'a', PLIVO_AUTH_TOKEN_FILE: 'token' } },
      /PLIVO_AUTH_TOKEN and PLIVO_AUTH_TOKEN_FILE are both set/,
    ],
    [
      'both in the file',
      { yaml: 'plivo: { authToken: a, authTokenFile: token }\n' },
      /plivo.authToken and plivo.authTokenFile are both set/,
    ],
    ['no file', { env: { PLIVO_AUTH_TOKEN_FILE: 'none' } }, /PLIVO_AUTH_TOKEN_FILE: .*none cannot be read \(ENOENT\)/],
    ['an empty file', { env: { PLIVO_AUTH_TOKEN_FILE: 'empty' } }, /PLIVO_AUTH_TOKEN_FILE: .*empty is empty/],
    ['no password', { yaml: 'basicAuth: [{ username: a }]\n' }, /basicAuth.0.password: missing/],
  ] as const)('may not be %s', async (_name, given, message) => {
    await expect(load({ files: { token: 't', empty: '\n' }, ...given })).rejects.toThrow(message)
  })
})

describe('a mistake', () => {
  it.each([
    ['unknown key', 'pahts: [/voice]\n', 'gateway.yaml:4:1: unknown key pahts'],
    ['unknown key inside', 'deadlines:\n  reply: 1\n', 'gateway.yaml:5:3 deadlines: unknown key reply'],
    ['wrong type', 'paths: /voice\n', "gateway.yaml:4:1 paths: '/voice'; expected a list"],
    ['wrong item', 'paths: [voice]\n', "gateway.yaml:4:9 paths.0: 'voice'; expected a path that starts with /"],
    ['wrong word', 'mode: none\n', "gateway.yaml:4:1 mode: 'none'; expected both or plivo or vobiz or store"],
    ['wrong number', 'deadlines: { ackMs: 0 }\n', "gateway.yaml:4:14 deadlines.ackMs: '0'; expected more than 0"],
    [
      'a token that is a number',
      'plivo: { authToken: 12345 }\n',
      'gateway.yaml:4:10 plivo.authToken: a number; expected text, or a list',
    ],
    [
      'an empty token',
      'plivo: { authToken: ["s3cret", ""] }\n',
      'gateway.yaml:4:32 plivo.authToken.1: empty; expected',
    ],
    [
      'a short status token',
      'statusToken: s3cret\n',
      'gateway.yaml:4:1 statusToken: text; expected at least 20 characters',
    ],
  ])('%s is told with place, key, seen and expected', async (_name, yaml, message) => {
    const error = await load({ yaml }).then(
      () => new Error('none'),
      (cause: Error) => cause,
    )
    expect(error.message).toContain(message)
    expect(error.message).not.toMatch(/s3cret|12345/)
  })

  it('in a variable or flag is told by its name', async () => {
    await expect(load({ env: { GATEWAY_MODE: 'x' } })).rejects.toThrow(/^GATEWAY_MODE mode: 'x'; expected/)
    await expect(load({ flags: { logFormat: 'xml' } })).rejects.toThrow(/^--log-format log.format: 'xml'/)
    await expect(load({ env: { GATEWAY_ACK_MS: '1s' } })).rejects.toThrow(
      "GATEWAY_ACK_MS is '1s'; expected a whole number",
    )
    await expect(load({ env: { GATEWAY_BASIC_AUTH: 's3cret' } })).rejects.toThrow(
      /^GATEWAY_BASIC_AUTH is of another form; expected name:password/,
    )
  })

  it('does not hide the ones after it', async () => {
    await expect(load({ yaml: 'mode: x\npaths: y\n' })).rejects.toThrow(/mode.*\n.*paths/)
  })

  it.each([
    ['no YAML', 'a: [\n', /gateway.yaml:\d+:\d+ is no YAML/],
    ['twice', 'mode: both\nmode: plivo\n', /gateway.yaml:5:1 is no YAML \(DUPLICATE_KEY\)/],
  ])('is a file that is %s', async (_name, yaml, message) => {
    await expect(load({ yaml })).rejects.toThrow(message)
  })

  it('is a file that is not there, or holds something else', async () => {
    const io = createTestIo({ cwd })
    await expect(loadConfig({ config: 'none.yaml' }, io)).rejects.toThrow('none.yaml cannot be read (ENOENT)')
    writeFileSync(join(cwd, 'list.yaml'), '- a\n')
    await expect(loadConfig({ config: 'list.yaml' }, io)).rejects.toThrow('list.yaml:1:1 is no mapping')
    await expect(loadConfig({}, io)).rejects.toThrow(
      'upstream: missing; set it in the file, with --upstream, or in GATEWAY_UPSTREAM',
    )
  })
})

it('prints a configuration with where each key comes from, and no secret', async () => {
  const yaml =
    'vobiz: { authTokenFile: token }\nredis: { url: "redis://:s3cret@host" }\nbasicAuth: [{ username: a, password: s3cret }]\n'
  const env = { PLIVO_AUTH_TOKEN: 's3cret', GATEWAY_STATUS_TOKEN: 's3cret-s3cret-s3cret-s3cret' }
  const printed = printConfig(await load({ yaml, env, files: { token: 's3cret' } }))
  expect(printed).not.toContain('s3cret')
  expect(printed).toMatch(/^listen +8080 +gateway.yaml:2:1$/m)
  expect(printed).toMatch(/^plivo.authToken +\(set\) +PLIVO_AUTH_TOKEN$/m)
  expect(printed).toMatch(/^vobiz.authTokenFile +\(set\) +gateway.yaml:4:10$/m)
})
