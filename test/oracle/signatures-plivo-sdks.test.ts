import { sign, verify } from '@plivo-to-vobiz/signatures'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { describeSdk, SDKS, type Sdk, type SdkAnswer, type SdkCall } from './plivo-sdks.ts'

const RUNS = 2000
const HEADERS = { v3: 'X-Plivo-Signature-V3', v2: 'X-Plivo-Signature-V2' } as const

type Request = Omit<SdkCall, 'signature'>

/*
 * Requests all of Plivo's packages read alike, as callbacks are in practice. Left out because the packages differ among
 * themselves (reference: signatures.md 1.4): explicit ports, credentials, escapes in the path, repeated query keys, `;`,
 * `&` and `%` inside values, a last value that ends in a dot, and requests that have nothing to sign but the URL.
 */
const word = fc.stringMatching(/^[A-Za-z0-9 +_/=:@é日-]{0,10}[A-Za-z0-9]$/)
const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,11}$/)
const fields = (prefix: string) =>
  fc.dictionary(
    name.map((text) => prefix + text),
    word,
    { minKeys: 1, maxKeys: 12 },
  )
const request: fc.Arbitrary<Request> = fc
  .record({
    version: fc.constantFrom('v2' as const, 'v3' as const),
    method: fc.constantFrom('GET', 'POST'),
    path: fc.stringMatching(/^\/[a-z0-9/_.-]{0,20}$/).filter((path) => !path.includes('..') && !path.includes('//')),
    query: fc.option(fields('Q'), { nil: {} }),
    params: fields('P'),
    token: fc.stringMatching(/^[a-f0-9]{40}$/),
    nonce: fc.stringMatching(/^[0-9]{20}$/),
  })
  .map(({ path, query, ...rest }) => {
    const search = new URLSearchParams(query).toString()
    return { ...rest, url: `https://voice.example${path}${search === '' ? '' : `?${search}`}` }
  })

const toHeaders = ({ version, nonce }: Request, signature: string): Record<string, string> => ({
  [HEADERS[version]]: signature,
  [`${HEADERS[version]}-Nonce`]: nonce,
})

const decide = (call: Request, signature: string): boolean => {
  const headers = toHeaders(call, signature)
  return verify('plivo', { ...call, headers }, { secrets: call.token, schemes: [call.version] }).ok
}

const signOurs = (call: Request): string =>
  sign('plivo', { ...call, headers: {} }, { secret: call.token, scheme: call.version, nonce: call.nonce })[
    HEADERS[call.version]
  ] ?? ''

/** One change that matters to what is signed. */
const CHANGES: Readonly<Record<string, (call: SdkCall) => SdkCall>> = {
  'another token': (call) => ({ ...call, token: `${call.token}0` }),
  'another nonce': (call) => ({ ...call, nonce: `${call.nonce}0` }),
  'another path': (call) => ({ ...call, url: call.url.replace('voice.example/', 'voice.example/x') }),
  'another host': (call) => ({ ...call, url: call.url.replace('voice', 'v0ice') }),
  'another scheme': (call) => ({ ...call, url: call.url.replace('https', 'http') }),
  'a cut signature': (call) => ({ ...call, signature: call.signature.slice(0, -1) }),
  'no signature': (call) => ({ ...call, signature: '' }),
  'another field': (call) => ({ ...call, params: { ...call.params, Z: '1' } }),
  'another query': (call) => ({ ...call, url: `${call.url}${call.url.includes('?') ? '&' : '?'}Zz=1` }),
}

for (const sdk of SDKS) describeSdk(sdk, () => compare(sdk))

function compare(sdk: Sdk): void {
  let calls: readonly SdkCall[]
  let answers: readonly SdkAnswer[]
  let changed: ReadonlyMap<string, { readonly calls: readonly SdkCall[]; readonly answers: readonly SdkAnswer[] }>

  beforeAll(() => {
    sdk.prepare()
    const sample = fc.sample(request, { numRuns: RUNS, seed: 20_261_124 })
    calls = sample.map((call) => ({ ...call, signature: signOurs(call) }))
    // One question for everything: starting the other language costs more than answering does.
    const altered = Object.values(CHANGES).map((change) => calls.map(change))
    const all = sdk.ask([calls, ...altered].flat())
    answers = all.slice(0, RUNS)
    changed = new Map(
      Object.keys(CHANGES).map((name, index) => {
        const start = RUNS * (index + 1)
        return [name, { calls: altered[index] ?? [], answers: all.slice(start, start + RUNS) }]
      }),
    )
  }, 600_000)

  it('computes the signatures we compute', () => {
    const theirs = answers.map(({ signature }, index) => ({ ...calls[index], signature }))
    expect(theirs).toEqual(calls)
  })

  it('accepts what we sign, and we what it signs', () => {
    expect(answers).toHaveLength(RUNS)
    expect(answers.filter(({ valid }) => !valid)).toEqual([])
    expect(calls.filter((call, index) => !decide(call, answers[index]?.signature ?? ''))).toEqual([])
  })

  it.each(Object.keys(CHANGES))('decides as we do on %s', (name) => {
    const { calls: questions = [], answers: theirs = [] } = changed.get(name) ?? {}
    expect(questions).toHaveLength(RUNS)
    expect(questions.map((call) => decide(call, call.signature))).toEqual(theirs.map(({ valid }) => valid))
    expect(theirs.some(({ valid }) => !valid)).toBe(true)
  })

  it('is asked about both methods and both versions, with and without a query', () => {
    const kinds = new Set(calls.map(({ version, method, url }) => `${version} ${method} ${url.includes('?')}`))
    expect(kinds.size).toBe(8)
  })
}
