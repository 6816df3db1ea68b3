import crypto from 'node:crypto'
import { sign, verify } from '@plivo-to-vobiz/signatures'
import { validateSignature, validateV3Signature } from '@plivo-to-vobiz/signatures/plivo'
import fc from 'fast-check'
import plivo from 'plivo'
import { describe, expect, it } from 'vitest'

const RUNS = 3000

/** Text that puts the awkward characters of URLs and forms in often. */
const awkward = fc.string({
  unit: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ019-_~') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('+', '%20', '%2B', '%26', '%zz', '%C3%A9', '.', ';', ':', '!', "'", '(', '*', ','),
    },
    { weight: 1, arbitrary: fc.constantFrom('@', '=', '&', 'é', '日', ' ') },
  ),
  maxLength: 8,
})
const key = fc.oneof(
  awkward.filter((text) => text !== ''),
  fc.constantFrom('CallUUID', 'From', 'To', 'a', 'a+', 'constructor', '__proto__'),
)
const value = fc.oneof(awkward, fc.string({ maxLength: 6 }))
const params = fc.dictionary(key, fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 })), { maxKeys: 5 })
const query = fc
  .array(fc.tuple(key, awkward), { maxLength: 4 })
  .map((pairs) => pairs.map(([k, v]) => `${k}=${v}`).join('&'))
const url = fc
  .record({
    scheme: fc.constantFrom('https://', 'http://', 'HTTPS://', 'wss://', ''),
    credentials: fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('user:pa55@') },
    ),
    host: fc.constantFrom('h.example', 'H.Example', '10.0.0.1', '[2001:db8::17]', 'localhost'),
    port: fc.constantFrom('', ':443', ':8443', ':80'),
    path: fc.oneof(
      fc.constantFrom('', '/', '/plivo/answer', '/a//b/../c', '/a.b/c.xml'),
      awkward.map((text) => `/${text}`),
    ),
    query: fc.oneof(
      fc.constant(''),
      query.map((text) => `?${text}`),
    ),
    fragment: fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constant('#rc=2') }),
  })
  .map((parts) => Object.values(parts).join(''))
const token = fc.oneof(fc.stringMatching(/^[a-f0-9]{12}$/), fc.constant('tökén'))
const nonce = fc.stringMatching(/^[0-9]{20}$/)
const call = fc.record({ method: fc.constantFrom('GET', 'POST', 'post', 'PUT'), url, params, token, nonce })

/** Verdict of the vendor's package; a throw is a refusal. */
function ask(question: () => boolean): boolean {
  try {
    return question()
  } catch {
    return false
  }
}

/** The signature the package computes inside a call, read off its HMAC; empty when it throws before that. */
function observe(call: () => boolean): string {
  const original = crypto.createHmac
  let digest = ''
  crypto.createHmac = (algorithm: string, key: crypto.BinaryLike | crypto.KeyObject) => {
    const mac = original(algorithm, key)
    const finish = mac.digest.bind(mac)
    mac.digest = ((encoding: crypto.BinaryToTextEncoding) => {
      digest = finish(encoding)
      return digest
    }) as typeof mac.digest
    return mac
  }
  try {
    ask(call)
  } finally {
    crypto.createHmac = original
  }
  return digest
}

describe('V3 against the npm package', () => {
  it('gives its verdict on signatures that fit, in compat mode', () => {
    let accepted = 0
    fc.assert(
      fc.property(call, fc.boolean(), (input, tamper) => {
        const request = { method: input.method, url: input.url, params: input.params, headers: {} }
        const signature = observe(() =>
          Boolean(
            plivo.validateV3Signature(
              input.method,
              input.url,
              input.nonce,
              input.token,
              '-',
              structuredClone(input.params),
            ),
          ),
        )
        const received = tamper ? flip(signature) : signature
        const theirs = ask(() =>
          Boolean(
            plivo.validateV3Signature(
              input.method,
              input.url,
              input.nonce,
              input.token,
              received,
              structuredClone(input.params),
            ),
          ),
        )
        const headers = { 'X-Plivo-Signature-V3': received, 'X-Plivo-Signature-V3-Nonce': input.nonce }
        const ours = verify('plivo', { ...request, headers }, { secrets: [input.token], compat: true }).ok
        if (theirs) accepted += 1
        expect(ours).toBe(theirs)
      }),
      { numRuns: RUNS },
    )
    // The comparison is worth something only when the package said yes often.
    expect(accepted).toBeGreaterThan(RUNS / 10)
  })

  it('accepts what we sign, for ordinary callbacks', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.+é'), maxLength: 10 })
    const name = fc.stringMatching(/^[A-Z][A-Za-z-]{0,11}$/).filter((text) => !(text in {}))
    const ordinary = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      path: fc.stringMatching(/^\/[a-z0-9/_-]{0,20}$/),
      query: fc.dictionary(name, plain, { maxKeys: 3 }),
      params: fc.dictionary(
        name.map((text) => `P${text}`),
        plain,
        { maxKeys: 20 },
      ),
      token: fc.stringMatching(/^[a-f0-9]{40}$/),
    })
    fc.assert(
      fc.property(ordinary, (input) => {
        const search = new URLSearchParams(input.query).toString()
        const address = `https://voice.example${input.path}${search === '' ? '' : `?${search}`}`
        const request = { method: input.method, url: address, headers: {}, params: input.params }
        const headers = sign('plivo', request, { secret: input.token })
        const signature = headers['X-Plivo-Signature-V3'] ?? ''
        const sent = headers['X-Plivo-Signature-V3-Nonce'] ?? ''
        expect(
          Boolean(plivo.validateV3Signature(input.method, address, sent, input.token, signature, { ...input.params })),
        ).toBe(true)
        expect(validateV3Signature(input.method, address, sent, input.token, signature, input.params)).toBe(true)
        expect(verify('plivo', { ...request, headers }, { secrets: [input.token] }).ok).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('V2 against the npm package', () => {
  it('gives its verdict, in compat mode', () => {
    let accepted = 0
    fc.assert(
      fc.property(call, fc.boolean(), (input, tamper) => {
        const request = { method: 'POST', url: input.url, headers: {} }
        const signature = observe(() => Boolean(plivo.validateSignature(input.url, input.nonce, '-', input.token)))
        const received = tamper ? flip(signature) : signature
        const theirs = ask(() => Boolean(plivo.validateSignature(input.url, input.nonce, received, input.token)))
        const headers = { 'X-Plivo-Signature-V2': received, 'X-Plivo-Signature-V2-Nonce': input.nonce }
        if (theirs) accepted += 1
        expect(verify('plivo', { ...request, headers }, { secrets: [input.token], compat: true }).ok).toBe(theirs)
      }),
      { numRuns: RUNS },
    )
    expect(accepted).toBeGreaterThan(RUNS / 10)
  })

  it('accepts what we sign', () => {
    const request = { method: 'POST', url: 'https://voice.example/answer?tenant=1', headers: {} }
    const headers = sign('plivo', request, { secret: 'token', scheme: 'v2' })
    const [signature = '', sent = ''] = [headers['X-Plivo-Signature-V2'], headers['X-Plivo-Signature-V2-Nonce']]
    expect(Boolean(plivo.validateSignature(request.url, sent, signature, 'token'))).toBe(true)
    expect(validateSignature(request.url, sent, signature, 'token')).toBe(true)
  })
})

/** Changes one character of a signature. */
function flip(signature: string): string {
  const first = signature[0] === 'A' ? 'B' : 'A'
  return signature === '' ? '' : first + signature.slice(1)
}
