import { describe, expect, it } from 'vitest'
import { decryptEnablex } from './providers/enablex.ts'
import { readVectors, type Vector } from './vectors.fixture.ts'
import type { Provider, VerifyOptions } from './verification.ts'
import { verify } from './verify.ts'

const SCHEMES: Readonly<Record<string, { provider: Provider; options?: Partial<VerifyOptions>; isMain?: true }>> = {
  'plivo-v1': { provider: 'plivo', options: { schemes: ['v1'] } },
  'plivo-v2': { provider: 'plivo' },
  'plivo-v2-ma': { provider: 'plivo', isMain: true },
  'plivo-v3': { provider: 'plivo' },
  'plivo-v3-ma': { provider: 'plivo', isMain: true },
  'vobiz-v1': { provider: 'vobiz', options: { schemes: ['v1'] } },
  'vobiz-v2': { provider: 'vobiz' },
  'vobiz-v2-ma': { provider: 'vobiz', isMain: true },
  'vobiz-v3': { provider: 'vobiz' },
  'vobiz-v3-ma': { provider: 'vobiz', isMain: true },
  voicebip: { provider: 'voicebip' },
  jambonz: { provider: 'jambonz' },
  'signalwire-form': { provider: 'signalwire' },
  'signalwire-json': { provider: 'signalwire' },
  'signalwire-body-sha256': { provider: 'signalwire' },
  enablex: { provider: 'enablex' },
}

const secretsOf = ({ token, secret, appId }: Vector['input']): readonly string[] =>
  [token ?? secret ?? appId ?? []].flat()

function judge(vector: Vector, { compat, schemes }: { compat: boolean; schemes?: readonly string[] }) {
  const known = SCHEMES[vector.scheme]
  if (known === undefined) throw new Error(`Unexpected scheme ${vector.scheme}.`)
  const { now, token: _token, secret: _secret, appId: _appId, ...request } = vector.input
  const secrets = secretsOf(vector.input)
  const options = {
    ...(known.isMain ? { secrets: [], mainSecrets: secrets } : { secrets }),
    ...known.options,
    ...(schemes && { schemes }),
    ...(now !== undefined && { now }),
    compat,
  }
  return verify(known.provider, request, options).ok ? 'valid' : 'invalid'
}

const FILES = ['plivo-v1', 'plivo-v2', 'plivo-v3', 'vobiz', 'voicebip', 'jambonz', 'signalwire', 'enablex']

describe.each(FILES)('%s vectors', (file) => {
  const vectors = readVectors(file)

  it.each(vectors)('strict: $id', (vector) => {
    expect(judge(vector, { compat: false })).toBe(vector.hardened ?? vector.expected)
  })

  it.each(vectors)('compat: $id', (vector) => {
    expect(judge(vector, { compat: true })).toBe(vector.expected)
  })
})

describe.each(['plivo-v2', 'plivo-v3', 'vobiz', 'signalwire'])('%s vectors, the scheme asked for by name', (file) => {
  const named = readVectors(file).map((vector) => ({
    ...vector,
    schemes: [vector.scheme.replace(/^[a-z]+-/, '').replace(/-ma$/, '')],
  }))

  it.each(named)('strict: $id', ({ schemes, ...vector }) => {
    expect(judge(vector, { compat: false, schemes })).toBe(vector.hardened ?? vector.expected)
  })

  it.each(named)('compat: $id', ({ schemes, ...vector }) => {
    expect(judge(vector, { compat: true, schemes })).toBe(vector.expected)
  })
})

describe('EnableX vectors, decrypted', () => {
  const decrypt = ({ input: { rawBody = '', headers, appId = '' } }: Vector) =>
    decryptEnablex(rawBody, headers, { appId })
  const vectors = readVectors('enablex')

  it.each(vectors.filter(({ expected }) => expected === 'valid'))('$id', (vector) => {
    expect(decrypt(vector)).toEqual(JSON.parse(vector.plaintext ?? ''))
  })

  it.each(vectors.filter(({ expected }) => expected === 'invalid'))('refuses $id', (vector) => {
    expect(() => decrypt(vector)).toThrow(expect.objectContaining({ code: 'undecryptable' }))
  })
})
