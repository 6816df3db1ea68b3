import { sign, verify } from '@plivo-to-vobiz/signatures'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { callPython, describePython, getPythonWithPlivo, type PythonAnswer, type PythonCall } from './python.ts'

const RUNS = 2000

/*
 * Requests Plivo's Python and node packages read alike (reference: signatures.md 1.4). Left out: credentials, `;` in the
 * last path segment, raw characters outside ASCII in the URL, names that query and parameters of a GET share.
 */
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.+@:/é日&=%'), maxLength: 10 })
const name = fc.stringMatching(/^[A-Z][A-Za-z_-]{0,11}$/)
const request = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'get', 'post'),
    scheme: fc.constantFrom('https', 'http'),
    host: fc.constantFrom('h.example', 'H.Example', '10.0.0.1:8080', 'h.example:443', '[2001:db8::17]:8443'),
    path: fc.stringMatching(/^(\/[a-zA-Z0-9+%._~-]{0,8}){0,3}$/),
    query: fc.array(fc.tuple(name, fc.stringMatching(/^[a-zA-Z0-9 ._/+-]{0,6}$/)), { maxLength: 4 }),
    params: fc.dictionary(
      name.map((text) => `P${text}`),
      fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })),
      { maxKeys: 8 },
    ),
    nonce: fc.stringMatching(/^[0-9]{20}$/),
    token: fc.oneof(fc.stringMatching(/^[a-f0-9]{40}$/), fc.constant('tökén')),
    change: fc.constantFrom('nothing', 'nothing', 'url', 'nonce', 'token', 'signature', 'params'),
  })
  .map(({ scheme, host, path, query, ...rest }) => {
    const search = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
    return { ...rest, headers: {}, url: `${scheme}://${host}${path}${search === '' ? '' : `?${search}`}` }
  })

describePython('V3, against plivo-python', () => {
  const sample = fc.sample(request, { numRuns: RUNS, seed: 20_261_124 })
  const received = sample.map((one) => {
    const headers = sign('plivo', one, { secret: one.token, nonce: one.nonce })
    const signature = headers['X-Plivo-Signature-V3'] ?? ''
    return {
      ...one,
      url: one.change === 'url' ? one.url.replace('://', '://x') : one.url,
      nonce: one.change === 'nonce' ? `${one.nonce}0` : one.nonce,
      token: one.change === 'token' ? `${one.token}0` : one.token,
      params: one.change === 'params' ? { ...one.params, Zz: '1' } : one.params,
      signature: one.change === 'signature' ? signature.slice(1) : signature,
    }
  })
  let answers: readonly PythonAnswer[] = []

  beforeAll(async () => {
    const calls = received.map(
      ({ method, url, nonce, token, signature, params }): PythonCall => ({
        call: 'plivo.utils:validate_v3_signature',
        args: [method, url, nonce, token, signature, params],
      }),
    )
    answers = callPython(await getPythonWithPlivo(), [], calls)
  }, 300_000)

  it('gives its verdict, strictly', () => {
    // The package raises on what it cannot read: none of these requests is that odd.
    const theirs = answers.map((answer) => ('result' in answer ? answer.result : answer.raised))
    const ours = received.map(({ signature, nonce, token, ...one }) => {
      const headers = { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce }
      return verify('plivo', { ...one, headers }, { secrets: token }).ok
    })
    const different = received.filter((_, index) => theirs[index] !== ours[index])
    expect(different.map((one) => [one, theirs[received.indexOf(one)]])).toEqual([])
    const accepted = ours.filter(Boolean).length
    expect(Math.min(accepted, RUNS - accepted)).toBeGreaterThan(RUNS / 10)
  })
})
