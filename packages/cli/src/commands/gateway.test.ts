import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

const env = { PLIVO_AUTH_TOKEN: 'plivo-secret-text', VOBIZ_AUTH_TOKEN: 'vobiz-secret-text' }
const RIGHT = {
  '--upstream': 'http://127.0.0.1:5000',
  '--listen': '0',
  '--public-url': 'https://voice.example.com',
}

async function run(changes: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = env) {
  const io = createTestIo({ env: variables })
  const code = await main(['gateway', ...Object.entries({ ...RIGHT, ...changes }).flat()], io)
  return { code, err: io.err(), out: io.out() }
}

describe('gateway', () => {
  it.each([
    [
      'a path in the upstream',
      { '--upstream': 'http://127.0.0.1:5000/app' },
      /--upstream upstream: .*expected http:\/\/host:port/,
    ],
    ['a port that is none', { '--listen': '99999' }, /--listen listen: '99999'; expected at most 65535/],
    ['hops that are no number', { '--trust-proxy': 'all' }, /--trust-proxy trustProxy.0: 'all'; expected an address/],
    ['a public URL that is none', { '--public-url': 'voice' }, /--public-url publicUrl.0: 'voice'; expected a URL/],
  ])('refuses %s', async (_name, changes, message) => {
    const { code, err, out } = await run(changes)
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(err + out).not.toMatch(/secret-text/)
  })

  it.each(['plivo', 'vobiz'])('asks for the token of %s', async (provider) => {
    const { code, err } = await run({}, { ...env, [`${provider.toUpperCase()}_AUTH_TOKEN`]: '' })
    expect(code).toBe(2)
    expect(err).toContain(`No auth token for ${provider}`)
  })

  it('says that the port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, err } = await run({ '--listen': String(port) })
    taken.close()
    expect(code).toBe(2)
    expect(err).toContain('EADDRINUSE')
  })
})
