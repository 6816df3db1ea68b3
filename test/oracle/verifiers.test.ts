import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { sign } from '@plivo-to-vobiz/signatures'
import fc from 'fast-check'
import plivo from 'plivo'
import { beforeAll, describe, expect, it } from 'vitest'
import { readVectors, type Vector } from '../../packages/signatures/src/vectors.fixture.ts'
import { ROOT } from '../agreement/workspace.ts'
import { describeSdk } from './plivo-sdks.ts'
import { askVerifier, VERIFIERS, type VerifierCall } from './verifiers.ts'

const RUNS = 2000

/** The form of a vector as these languages have one: text by name. `undefined` for values no form can hold. */
function toForm(params: Readonly<Record<string, unknown>> = {}): readonly (readonly [string, string])[] | undefined {
  const pairs = Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))
  if (pairs.some(([, value]) => typeof value === 'object')) return undefined
  return pairs.map(([name, value]) => [name, String(value)] as const)
}

const toHeaders = (headers: Vector['input']['headers']): readonly (readonly [string, string])[] =>
  Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const))

function readHeader(vector: Vector, role: 'signature' | 'nonce'): string {
  const [provider, version, account = 'own'] = vector.scheme.split('-')
  const row = (HEADERS as readonly HeaderRow[]).find(
    (one) =>
      one.provider === provider &&
      one.scheme === version &&
      one.role === role &&
      (role === 'nonce' || (one.account === 'main' ? 'ma' : 'own') === account),
  )
  const values = toHeaders(vector.input.headers).filter(([name]) => name.toLowerCase() === row?.name.toLowerCase())
  return values.length === 1 ? (values[0]?.[1] ?? '') : ''
}

const toDropIn = (vector: Vector, tokens: Partial<VerifierCall>): VerifierCall => ({
  function: vector.scheme.includes('-v2') ? 'v2' : 'v3',
  method: vector.input.method,
  url: vector.input.url,
  nonce: readHeader(vector, 'nonce'),
  signature: readHeader(vector, 'signature'),
  form: toForm(vector.input.params) ?? [],
  ...tokens,
})

const isRepeated = ({ input }: Vector): boolean => Object.values(input.params ?? {}).some(Array.isArray)

describe.each(VERIFIERS)('$name', (verifier) => {
  const isForBoth = verifier.target === 'both'
  /** The verdict of the strict rules; a verifier of Vobiz alone refuses whatever Plivo signed in its own way. */
  const getVerdict = (vector: Vector): boolean =>
    (vector.hardened ?? vector.expected) === 'valid' && (isForBoth || vector.scheme.startsWith('vobiz'))

  it('names the headers as the rows do', () => {
    const text = readFileSync(join(ROOT, verifier.file), 'utf8')
    const named = [...text.matchAll(/["'](X-[\w-]+)["']/g)].map((match) => match[1])
    const rows = (HEADERS as readonly HeaderRow[]).filter(
      ({ provider, key }) => (provider === 'vobiz' || (provider === 'plivo' && isForBoth)) && key !== 'v1',
    )
    expect(named.sort()).toEqual(rows.map(({ name }) => name).sort())
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([])
  })

  describeSdk(verifier, () => {
    beforeAll(() => verifier.prepare(), 300_000)

    it.each(['plivo-v2', 'plivo-v3', 'vobiz'])('decides every vector of %s as the strict rules say', (name) => {
      const provider = name.startsWith('plivo') ? 'plivo' : 'vobiz'
      // Null and nested values are refused by the type of the form, or cannot be handed over at all.
      const vectors = readVectors(name).filter(({ input }) => toForm(input.params) !== undefined)
      const calls = vectors.map(({ input }): VerifierCall => {
        const { method, url, headers, params, token = '' } = input
        const form = toForm(params) ?? []
        return { function: 'verify', method, url, headers: toHeaders(headers), form, [provider]: [token] }
      })
      const given = askVerifier(verifier, calls)
      expect(vectors.map(({ id }, index) => [id, given[index]])).toEqual(vectors.map((v) => [v.id, getVerdict(v)]))
    })

    it.each(['plivo-v2', 'plivo-v3', 'vobiz'])('decides them by the functions that replace the SDK too: %s', (name) => {
      const provider = name.startsWith('plivo') ? 'plivo' : 'vobiz'
      const other = provider === 'plivo' ? 'vobiz' : 'plivo'
      const vectors = readVectors(name).filter(
        (vector) => toForm(vector.input.params) !== undefined && (verifier.takesRepeated || !isRepeated(vector)),
      )
      const given = askVerifier(
        verifier,
        vectors.flatMap((vector) => [
          toDropIn(vector, { [provider]: ['another-token', vector.input.token ?? ''], [other]: ['another-token'] }),
          toDropIn(vector, { [provider]: [''], [other]: [] }),
          toDropIn(vector, { [other]: ['another-token'] }),
        ]),
      )
      const rows = vectors.map(({ id }, index) => [id, ...given.slice(index * 3, index * 3 + 3)])
      expect(rows).toEqual(vectors.map((vector) => [vector.id, getVerdict(vector), false, false]))
    })

    it('decides as the npm package does on ordinary random requests', () => {
      const text = fc.string({ unit: fc.constantFrom(...'abXY09 -_.+@:/é日'), maxLength: 8 })
      const name = fc.stringMatching(/^[A-Z][A-Za-z_-]{0,9}$/).filter((one) => !(one in {}))
      const request = fc.record({
        method: fc.constantFrom('GET', 'POST'),
        path: fc.stringMatching(/^\/[a-zA-Z0-9/%+~._-]{0,12}$/),
        query: fc.dictionary(name, text, { maxKeys: 3 }),
        form: fc.dictionary(
          name.map((one) => `P${one}`),
          text,
          { maxKeys: 8 },
        ),
        token: fc.stringMatching(/^[a-f0-9]{20}$/),
        change: fc.constantFrom('nothing', 'url', 'nonce', 'token', 'form'),
        isListed: fc.boolean(),
      })
      const calls = fc.sample(request, { numRuns: RUNS, seed: 7 }).map((one) => {
        const search = new URLSearchParams(Object.entries(one.query).filter(([key]) => !key.startsWith('P'))).toString()
        const url = `https://voice.example${one.path}${search === '' ? '' : `?${search}`}`
        const signed = sign('plivo', { method: one.method, url, headers: {}, params: one.form }, { secret: one.token })
        const [signature = '', nonce = ''] = [signed['X-Plivo-Signature-V3'], signed['X-Plivo-Signature-V3-Nonce']]
        return {
          function: 'v3' as const,
          method: one.method,
          url: one.change === 'url' ? `${url}x` : url,
          nonce: one.change === 'nonce' ? `${nonce}1` : nonce,
          signature: one.isListed ? `AAAA,${signature}` : signature,
          form: Object.entries(one.change === 'form' ? { ...one.form, PZ: '1' } : one.form),
          plivo: [one.change === 'token' ? `${one.token}0` : one.token],
          vobiz: ['other'],
        }
      })
      const theirs = calls.map(({ method, url, nonce, plivo: [token = ''], signature, form }) =>
        plivo.validateV3Signature(method, url, nonce, token, signature, Object.fromEntries(form)),
      )
      expect(askVerifier(verifier, calls)).toEqual(theirs.map((one) => isForBoth && one))
      expect(theirs.filter(Boolean).length).toBeGreaterThan(RUNS / 10)
    })

    it('refuses headers of both providers, a header twice, and an older version after a newer one', () => {
      const url = 'https://h.example/a'
      const request = { method: 'POST', url, headers: {} }
      const pairs = (headers: Readonly<Record<string, string>>) => Object.entries(headers)
      const byPlivo = pairs(sign('plivo', request, { secret: 't' }))
      const byVobiz = pairs(sign('vobiz', request, { secret: 't' }))
      const older = pairs(sign('vobiz', request, { secret: 't', scheme: 'v2' }))
      const wrong = byVobiz.map(([name, value]) => [name, name.endsWith('V3') ? 'AAAA' : value] as const)
      const ask = (headers: readonly (readonly [string, string])[]): VerifierCall => ({
        function: 'verify',
        method: 'POST',
        url,
        headers,
        plivo: ['t'],
        vobiz: ['t'],
      })
      const given = askVerifier(verifier, [
        ask(byPlivo),
        ask(byVobiz),
        ask(older),
        ask([...byPlivo, ...byVobiz]),
        ask([...byVobiz, ...byVobiz.map(([name, value]) => [name.toLowerCase(), value] as const)]),
        ask([...older, ...wrong]),
        ask([]),
      ])
      expect(given).toEqual([isForBoth, true, true, !isForBoth, false, false, false])
    })

    it('refuses what the empty key signs, where a token was never set', () => {
      const url = 'https://h.example/a'
      const nonce = '12345678901234567890'
      const signature = createHmac('sha256', '').update(`${url}.${nonce}`).digest('base64')
      const common = { method: 'POST', url, nonce, signature, plivo: [''], vobiz: [''] }
      const carrying = (name: string) => [[name, signature] as const, [`${name}-Nonce`, nonce] as const]
      const given = askVerifier(verifier, [
        { function: 'v3', ...common },
        { function: 'verify', ...common, headers: carrying('X-Vobiz-Signature-V3') },
        { function: 'verify', ...common, headers: carrying('X-Plivo-Signature-V3') },
      ])
      expect(given).toEqual([false, false, false])
    })

    it('never raises, whatever a sender puts into a request', () => {
      const text = fc.string({
        unit: fc.oneof(fc.constantFrom(...'%&=?#@:/,+ \t\0é😀', '%zz', '%ff'), fc.constantFrom('a', 'Z', '9')),
        maxLength: 12,
      })
      const pairs = fc.array(fc.tuple(text, text), { maxLength: 4 })
      const calls = fc
        .sample(fc.tuple(text, text, text, text, pairs), { numRuns: 1000, seed: 3 })
        .flatMap(([method, path, nonce, signature, form]): VerifierCall[] => {
          const common = { form, plivo: ['t'], vobiz: ['t'] }
          const url = `https://h.example/${path}`
          const names = ['X-Plivo-Signature-V3', 'X-Vobiz-Signature-V3']
          return [
            { function: 'v3', method: 'POST', url, nonce, signature, ...common },
            { function: 'v3', method, url: path, nonce, signature, ...common },
            { function: 'v2', method, url, nonce, signature, ...common },
            ...names.map((name) => ({
              function: 'verify' as const,
              method: 'POST',
              url,
              headers: [[name, signature] as const, [`${name}-Nonce`, nonce] as const],
              ...common,
            })),
          ]
        })
      expect(askVerifier(verifier, calls).filter((answer) => answer !== false)).toEqual([])
    })
  })
})
