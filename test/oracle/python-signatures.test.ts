import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { sign } from '@plivo-to-vobiz/signatures'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readVectors, type Vector } from '../../packages/signatures/src/vectors.fixture.ts'
import {
  callPython,
  describePython,
  getPythonWithPlivo,
  type PythonAnswer,
  type PythonCall,
  TEMPLATES,
} from './python.ts'

const MODULES = ['either', 'vobiz'] as const
const RUNS = 2000

let python = ''
const ask = (calls: readonly PythonCall[]): readonly PythonAnswer[] => callPython(python, [TEMPLATES], calls)
const results = (calls: readonly PythonCall[]): readonly unknown[] =>
  ask(calls).map((answer) => ('result' in answer ? answer.result : answer.raised))
/** Verdict of the vendor's package: an exception is a refusal. */
const verdicts = (calls: readonly PythonCall[]): readonly boolean[] =>
  ask(calls).map((answer) => 'result' in answer && answer.result === true)

/** The header a vector's scheme is about, and its nonce, by the rows. */
function getHeaders(vector: Vector): { signature: unknown; nonce: unknown } {
  const [provider, version, account] = vector.scheme.split('-')
  const rows = (HEADERS as readonly HeaderRow[]).filter((row) => row.provider === provider && row.scheme === version)
  const find = (role: string, main: boolean) =>
    rows.find((row) => row.role === role && (role === 'nonce' || (row.account === 'main') === main))?.name.toLowerCase()
  const read = (name: string | undefined): unknown =>
    Object.entries(vector.input.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? null
  return { signature: read(find('signature', account === 'ma')), nonce: read(find('nonce', false)) }
}

function toDropIn(vector: Vector, module: string, token: unknown): PythonCall {
  const { method, url, params } = vector.input
  const { signature, nonce } = getHeaders(vector)
  return vector.scheme.includes('-v2')
    ? { call: `${module}:validate_signature`, args: [url, nonce, signature, token] }
    : { call: `${module}:validate_v3_signature`, args: [method, url, nonce, token, signature, params ?? null] }
}

const getVerdict = (vector: Vector): boolean => (vector.hardened ?? vector.expected) === 'valid'

describePython('the Python helper files', () => {
  beforeAll(async () => {
    python = await getPythonWithPlivo()
  }, 300_000)

  describe.each(['plivo-v2', 'plivo-v3', 'vobiz'])('%s vectors', (name) => {
    const vectors = readVectors(name)
    const provider = name.startsWith('plivo') ? 'plivo' : 'vobiz'
    const modules = provider === 'plivo' ? (['either'] as const) : MODULES

    it.each(modules)('%s: verify_request', (module) => {
      const calls = vectors.map(({ input: { method, url, headers, params, token } }): PythonCall => {
        const tokens = provider === 'plivo' ? [[token], null] : [null, [token]]
        return { call: `${module}:verify_request`, args: [method, url, headers, params ?? null, ...tokens] }
      })
      const given = results(calls)
      expect(vectors.map(({ id }, index) => [id, given[index]])).toEqual(vectors.map((v) => [v.id, getVerdict(v)]))
    })

    it.each(modules)('%s: the functions with the names of the SDK', (module) => {
      // V1 has no such function; the value of its header in the V3 function is a refusal as well.
      const calls = vectors.flatMap((vector) => [
        toDropIn(vector, module, { [provider]: vector.input.token }),
        toDropIn(vector, module, { [provider]: ['another-token', vector.input.token] }),
        toDropIn(vector, module, { plivo: null, vobiz: '', [provider]: '' }),
        toDropIn(vector, module, { [provider === 'plivo' ? 'vobiz' : 'plivo']: 'another-token' }),
      ])
      const given = results(calls)
      const rows = vectors.map(({ id }, index) => [id, ...given.slice(index * 4, index * 4 + 4)])
      expect(rows).toEqual(vectors.map((v) => [v.id, getVerdict(v), getVerdict(v), false, false]))
    })
  })

  it('accept a plain token for either provider, and refuse Plivo when Vobiz alone is left', () => {
    const vectors = readVectors('plivo-v3').filter(({ scheme, input }) => scheme === 'plivo-v3' && input.params)
    const signed = vectors.filter(getVerdict)
    const byEither = verdicts(signed.map((vector) => toDropIn(vector, 'either', vector.input.token)))
    expect(byEither.every(Boolean)).toBe(true)
    const byVobiz = verdicts(signed.map((vector) => toDropIn(vector, 'vobiz', vector.input.token)))
    // A bare URL without query and parameters is signed alike by both.
    const accepted = signed.filter((_, index) => byVobiz[index])
    for (const { input } of accepted) {
      expect(input.url).not.toContain('?')
      expect(Object.keys(input.params ?? {})).toEqual([])
    }
    expect(byVobiz.filter((accepts) => !accepts).length).toBeGreaterThan(40)
  })

  it('parse in the grammar of Python 3.7', () => {
    const files = MODULES.map((module) => join(TEMPLATES, `${module}.py`))
    expect(results(files.map((file) => ({ call: 'parse', args: [file, 3, 7] })))).toEqual([true, true])
  })

  it('name the headers as the rows do', () => {
    const [either, vobiz] = results(MODULES.map((module) => ({ call: 'header_names', args: [module] })))
    const names = (provider: string) =>
      ['v3', 'v2'].map((version) => {
        const rows = (HEADERS as readonly HeaderRow[]).filter((row) => row.provider === provider)
        return [version, version, `${version}-main`, `${version}-nonce`].map((key, index) =>
          index === 0 ? key : rows.find((row) => row.key === key)?.name,
        )
      })
    expect(either).toEqual({ PLIVO_HEADERS: names('plivo'), VOBIZ_HEADERS: names('vobiz') })
    expect(vobiz).toEqual({ VOBIZ_HEADERS: names('vobiz') })
  })

  it('share the code for Vobiz word for word', () => {
    const shared = ['_tokens', '_text', '_utf8', '_vobiz_text', '_split_url', '_read_headers', '_read_header']
    const read = (module: string) => results(shared.map((name) => ({ call: 'source_of', args: [module, name] })))
    expect(read('vobiz')).toEqual(read('either'))
  })

  it('decide as the vendor package does on random requests', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.+@:/é日'), maxLength: 10 })
    const name = fc.stringMatching(/^[A-Z][A-Za-z_-]{0,11}$/)
    const query = fc.array(fc.tuple(name, fc.string({ unit: fc.constantFrom(...'abAB09-_.+/ '), maxLength: 6 })), {
      maxLength: 4,
    })
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST'),
      host: fc.constantFrom('h.example', 'H.Example', '10.0.0.1:8080', 'h.example:443', '[2001:db8::17]:8443'),
      scheme: fc.constantFrom('https', 'http'),
      path: fc.stringMatching(/^(\/[a-zA-Z0-9+%._~-]{0,8}){0,3}$/),
      query,
      // Plivo's package lets the query win where a GET has a name in both; the names here are told apart.
      params: fc.dictionary(
        name.map((key) => `P${key}`),
        fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
        { maxKeys: 8 },
      ),
      nonce: fc.stringMatching(/^[0-9]{20}$/),
      token: fc.stringMatching(/^[a-f0-9]{12}$/),
      change: fc.constantFrom('nothing', 'nothing', 'url', 'nonce', 'token', 'signature', 'params'),
      listed: fc.boolean(),
    })
    const requests = fc
      .sample(request, { numRuns: RUNS, seed: 20261124 })
      .map((one) => ({ ...one, query: one.query.filter(([key]) => !key.startsWith('P')) }))
      .map((one) => {
        const search = new URLSearchParams(one.query).toString()
        return { ...one, url: `${one.scheme}://${one.host}${one.path}${search === '' ? '' : `?${search}`}` }
      })
    const signatures = results(
      requests.map(({ method, url, nonce, token, params }) => ({
        call: 'plivo_v3_signature',
        args: [method, url, nonce, token, params],
      })),
    )
    const received = requests.map((one, index) => {
      const signature = String(signatures[index])
      const sent = one.change === 'signature' ? `A${signature.slice(1)}` : signature
      return {
        ...one,
        url: one.change === 'url' ? one.url.replace('://', '://x') : one.url,
        nonce: one.change === 'nonce' ? `${one.nonce}1` : one.nonce,
        token: one.change === 'token' ? `${one.token}0` : one.token,
        params: one.change === 'params' ? { ...one.params, PZ: '1' } : one.params,
        signature: one.listed ? `AAAA,${sent}` : sent,
      }
    })
    const toCall = (call: string, token: (own: string) => unknown) =>
      received.map(
        (one): PythonCall => ({
          call,
          args: [one.method, one.url, one.nonce, token(one.token), one.signature, one.params],
        }),
      )
    const theirs = verdicts(toCall('plivo.utils:validate_v3_signature', (token) => token))
    expect(results(toCall('either:validate_v3_signature', (token) => ({ plivo: token, vobiz: 'other' })))).toEqual(
      theirs,
    )
    expect(theirs.filter(Boolean).length).toBeGreaterThan(RUNS / 5)
    expect(theirs.filter((accepts) => !accepts).length).toBeGreaterThan(RUNS / 5)
  })

  it('read the form objects of frameworks, repeated fields included', () => {
    const pairs = [
      ['To', '1'],
      ['a', '2'],
      ['a', '1'],
    ]
    const [signature] = results([
      { call: 'plivo_v3_signature', args: ['POST', 'https://h.example/a', '1', 't', { To: '1', a: ['2', '1'] }] },
    ])
    const args = ['POST', 'https://h.example/a', '1', 't', signature, pairs]
    expect(results([{ call: 'with_form', args: ['either:validate_v3_signature', 'werkzeug', args] }])).toEqual([true])
  })

  it('accept what our signer signs for Vobiz, and refuse it when a byte differs', () => {
    const path = fc.string({ unit: fc.constantFrom(...'abAB09/-_.~+;é%?#&='), maxLength: 16 })
    const samples = fc.sample(
      fc.record({ path, token: fc.string({ minLength: 1 }), scheme: fc.constantFrom('v2', 'v3') }),
      {
        numRuns: 500,
        seed: 7,
      },
    )
    const calls = samples.flatMap(({ path, token, scheme }) => {
      const url = `https://voice.example/${path}`
      const headers = sign('vobiz', { method: 'POST', url, headers: {} }, { secret: token, scheme })
      return MODULES.flatMap((module) =>
        [url, `${url.slice(0, 22)}x${url.slice(22)}`].map(
          (address): PythonCall => ({
            call: `${module}:verify_request`,
            args: ['POST', address, headers, { a: '1' }, null, token],
          }),
        ),
      )
    })
    const given = results(calls)
    expect(given).toEqual(calls.map((_, index) => index % 2 === 0))
  })

  it('refuse a request that carries headers of both providers, or one twice', () => {
    const request = { method: 'POST', url: 'https://h.example/a', headers: {}, params: {} }
    const plivo = sign('plivo', request, { secret: 't' })
    const vobiz = sign('vobiz', request, { secret: 't' })
    const check = (headers: unknown) => ({
      call: 'either:verify_request',
      args: ['POST', request.url, headers, null, 't', 't'],
    })
    const twice = Object.entries(vobiz).flatMap(([name, value]) => [
      [name, value],
      [name.toLowerCase(), value],
    ])
    expect(
      results([check(plivo), check(vobiz), check({ ...plivo, ...vobiz }), check(twice), check({}), check(null)]),
    ).toEqual([true, true, false, false, false, false])
    // A V3 signature that fails is not saved by a V2 signature that fits.
    const v2 = sign('vobiz', request, { secret: 't', scheme: 'v2' })
    expect(results([check(v2), check({ ...v2, ...vobiz, 'X-Vobiz-Signature-V3': 'AAAA' })])).toEqual([true, false])
  })

  it('refuse what the empty key signs, where a token was never set', () => {
    const url = 'https://h.example/a'
    const nonce = '12345678901234567890'
    const signature = createHmac('sha256', '').update(`${url}.${nonce}`).digest('base64')
    const headers = (name: string) => ({ [name]: signature, [`${name}-Nonce`]: nonce })
    const calls = MODULES.flatMap((module) => [
      ...['', null, [], [''], { plivo: '', vobiz: '' }, { plivo: null, vobiz: null }, {}].map((token) => ({
        call: `${module}:validate_v3_signature`,
        args: ['POST', url, nonce, token, signature],
      })),
      ...['X-Plivo-Signature-V3', 'X-Vobiz-Signature-V3'].map((name) => ({
        call: `${module}:verify_request`,
        args: ['POST', url, headers(name), null, '', ['']],
      })),
    ])
    expect(results(calls)).toEqual(calls.map(() => false))
  })

  it('never raise on what a sender controls', () => {
    const anything = fc.jsonValue({ maxDepth: 3 })
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant(''))
    const header = fc.oneof({ weight: 3, arbitrary: text }, anything)
    const calls = fc
      .sample(fc.tuple(text, text, header, header, anything), { numRuns: RUNS, seed: 11 })
      .flatMap(([method, path, nonce, signature, form]) =>
        MODULES.flatMap((module): PythonCall[] => {
          const url = `https://h.example/${path}`
          const headers = { 'X-Vobiz-Signature-V3': signature, 'X-Vobiz-Signature-V3-Nonce': nonce }
          const plivo = { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce }
          return [
            {
              call: `${module}:validate_v3_signature`,
              args: [method, url, nonce, { plivo: 't', vobiz: 't' }, signature, form],
            },
            { call: `${module}:validate_v3_signature`, args: ['POST', path, nonce, 't', signature, form] },
            { call: `${module}:validate_signature`, args: [url, nonce, signature, 't'] },
            { call: `${module}:verify_request`, args: [method, url, headers, form, 't', 't'] },
            { call: `${module}:verify_request`, args: ['POST', url, plivo, form, 't', 't'] },
          ]
        }),
      )
    expect(ask(calls).filter((answer) => !('result' in answer) || answer.result !== false)).toEqual([])
  })
})
