import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestIo } from '../io.fixture.ts'
import { main } from '../main.ts'

// Digests of the vendors' worked examples, and two made with `openssl dgst -sha256 -hmac`.
const NONCE = '12345678901234567890'
const VOBIZ = 'LFpyZ4xuoKXPqVopoai5AnQje6tHnS1jx2q9ey225tg='
const V2 = 'kRYbaSbTV+ewVlOyRHvs9TXrsgkVzl48uvDdLSp/CIo='
const PLIVO_POST = 'J2cbWo5gi8+T3L5tcmIWcJjT2BwuSKv4H1g4W/O/4Mo='
const PLIVO_NO_QUERY = 'aIG1SFQSzIQ6SBdUwQzX1YJD1kk/B4tQ9DBRo1X7c54='
const BODY = '0e5b4e2f069e99ee6f87013e588d8ff1f4d7615109d1e3abf06126e6813ca8c7'
const FORM = 'To=2&From=1'
const JSON_BODY = '{"a":1}'
const URL = 'https://h.example/cb?b=2&a=1'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const file = (text: string): string => {
  const path = join(folder, `${Buffer.from(text).toString('hex')}.body`)
  writeFileSync(path, text)
  return path
}

async function run(args: readonly string[], env: Record<string, string> = {}, stdin = '') {
  const io = createTestIo({ env, cwd: folder, stdin: async () => Buffer.from(stdin) })
  const code = await main(['verify', ...args], io)
  return { code, out: io.out(), err: io.err() }
}

const vobiz = (...headers: readonly string[]): readonly string[] => [
  '--provider',
  'vobiz',
  ...headers.flatMap((header) => ['--header', header]),
]
const signed = (signature = VOBIZ): readonly string[] =>
  vobiz(`X-Vobiz-Signature-V3: ${signature}`, `X-Vobiz-Signature-V3-Nonce: ${NONCE}`)
const plivo = (signature = PLIVO_POST): readonly string[] => [
  '--provider',
  'plivo',
  '--header',
  `X-Plivo-Signature-V3: ${signature}`,
  '--header',
  `X-Plivo-Signature-V3-Nonce: ${NONCE}`,
]
const jambonz = ['--provider', 'jambonz', '--header', `Jambonz-Signature: t=1767225600,v1=${BODY}`]
const demo = ['--secret', 'demo-token']
const hook = ['--secret', 'demo-secret', '--url', 'https://h.example/hook', '--now', '1767225600']

describe('verify', () => {
  it.each([
    { name: 'Vobiz', args: [...signed(), ...demo, '--url', URL] },
    { name: 'Plivo', args: [...plivo(), ...demo, '--url', URL, '--body', file(FORM)] },
    { name: 'jambonz', args: [...jambonz, ...hook, '--body', file(JSON_BODY)] },
    { name: 'a second secret', args: [...signed(), '--secret', 'old', ...demo, '--url', URL] },
    { name: 'one scheme', args: [...signed(), ...demo, '--scheme', 'v3', '--url', URL] },
    {
      name: 'a main secret',
      args: [
        ...vobiz(`X-Vobiz-Signature-MA-V3: ${VOBIZ}`, `X-Vobiz-Signature-V3-Nonce: ${NONCE}`),
        ...['--main-secret', 'demo-token', '--url', URL],
      ],
    },
  ])('exits 0 when the signature is right: $name', async ({ args }) => {
    const { code, out, err } = await run(args)
    expect(out).toMatch(/^verified: The signature is right: scheme v\d, (own|main) account, secret number \d\.\n$/)
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('reads the secret from the environment and the body from standard input', async () => {
    const env = { PLIVO_AUTH_TOKEN: 'demo-token' }
    const { code } = await run([...plivo(), '--url', URL, '--body', '-'], env, FORM)
    expect(code).toBe(0)
  })

  it.each([
    { cause: 'http-https', args: [...signed(), '--url', 'http://h.example/cb'] },
    { cause: 'port', args: [...signed(), '--url', 'https://h.example:443/cb'] },
    { cause: 'trailing-slash', args: [...signed(), '--url', 'https://h.example/cb/'] },
    { cause: 'query', args: [...plivo(PLIVO_NO_QUERY), '--url', URL, '--body', file(FORM)] },
    { cause: 'credentials', args: [...signed(), '--url', 'https://user:pa55@h.example/cb'] },
    {
      cause: 'proxy-headers',
      args: [
        ...signed(),
        ...['--header', 'X-Forwarded-Proto: https', '--header', 'X-Forwarded-Host: h.example'],
        ...['--url', 'http://10.0.0.7:3000/cb'],
      ],
    },
    { cause: 'host', args: [...signed(), '--header', 'Host: h.example', '--url', 'https://inner/cb'] },
    {
      cause: 'blanks',
      args: [...signed('qQzjPNO+C7g09KT3aG/pIy/g/rBOJDuiDupTJHb+zE8='), '--url', 'https://h.example/a%20b'],
    },
    { cause: 'parsed-body', args: [...jambonz, ...hook, '--body', file('{ "a": 1 }')] },
    {
      cause: 'method',
      args: [...plivo('DcnMqPFftiot6X7tlKBerinSGIAK6/9eNdqUa1O6jOs='), '--url', URL, '--body', file(FORM)],
    },
    {
      cause: 'wrong-account',
      args: [...vobiz(`X-Vobiz-Signature-MA-V3: ${VOBIZ}`, `X-Vobiz-Signature-V3-Nonce: ${NONCE}`), '--url', URL],
    },
    { cause: 'wrong-provider', args: [...plivo(), '--provider', 'vobiz', '--url', URL, '--body', file(FORM)] },
    { cause: 'wrong-scheme', args: [...signed(V2), '--url', URL] },
    { cause: 'secret-whitespace', args: [...signed(), '--secret', 'demo-token\n', '--url', URL] },
    { cause: 'header-cut', args: [...signed(VOBIZ.slice(0, 30)), '--url', URL] },
    { cause: 'header-repeated', args: [...signed(), '--header', 'X-Vobiz-Signature-V3: x', '--url', URL] },
    { cause: 'clock', args: [...jambonz, ...hook, '--now', '1767226600', '--body', file(JSON_BODY)] },
  ])('exits 1 and names the cause: $cause', async ({ cause, args }) => {
    const secret = args.includes('--secret') ? [] : demo
    const { code, out } = await run([...args, ...secret, '--format', 'json'])
    const report = JSON.parse(out)
    expect(report).toMatchObject({ version: 1, ok: false, causes: [cause] })
    expect(report.message).toMatch(/^The signature matches when .+: .+\.$/)
    expect(code).toBe(1)
    const text = await run([...args, ...secret])
    expect(text.out).toBe(`not verified (${report.verdict.reason}): ${report.message}\n`)
    for (const hidden of ['demo-token', 'demo-secret', 'pa55']) expect(out + text.out).not.toContain(hidden)
  })

  it('exits 1 and says so when nothing fits', async () => {
    const { code, out } = await run([...signed(), '--secret', 'another', '--url', URL])
    expect(out).toMatch(/^not verified \(mismatch\): None of \d+ plausible changes/)
    expect(code).toBe(1)
  })

  it.each([
    { name: 'no provider', args: ['--url', URL, ...demo], says: '--provider' },
    { name: 'an unknown provider', args: ['--provider', 'acme', '--url', URL, ...demo], says: 'acme' },
    { name: 'no URL', args: [...signed(), ...demo], says: '--url' },
    { name: 'no secret', args: [...signed(), '--url', URL], says: 'VOBIZ_AUTH_TOKEN' },
    { name: 'an empty secret', args: [...signed(), '--url', URL, '--secret', ''], says: 'VOBIZ_AUTH_TOKEN' },
    {
      name: 'a header without colon',
      args: [...signed(), ...demo, '--url', URL, '--header', 'X'],
      says: 'Name: value',
    },
    { name: 'a body that is not there', args: [...signed(), ...demo, '--url', URL, '--body', 'gone'], says: 'gone' },
    { name: 'a time that is none', args: [...signed(), ...demo, '--url', URL, '--now', 'noon'], says: '--now' },
    { name: 'an unknown format', args: [...signed(), ...demo, '--url', URL, '--format', 'xml'], says: 'xml' },
  ])('exits 2 on $name', async ({ args, says }) => {
    const { code, out, err } = await run(args)
    expect(err).toContain(says)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})
