import { describe, expect, it } from 'vitest'
import { readVectors, type Vector } from './vectors.fixture.ts'
import { verify } from './verify.ts'

const isMain = (vector: Vector): boolean => vector.scheme.endsWith('-ma')

function check(vector: Vector, compat: boolean): 'valid' | 'invalid' {
  const [provider, scheme] = vector.scheme.split('-')
  if (provider !== 'plivo' && provider !== 'vobiz') throw new Error(`Unexpected scheme ${vector.scheme}.`)
  const { token = '', ...request } = vector.input
  const secrets = isMain(vector) ? { secrets: [], mainSecrets: [token] } : { secrets: [token] }
  return verify(provider, request, { ...secrets, schemes: [scheme ?? ''], compat }).ok ? 'valid' : 'invalid'
}

describe.each(['plivo-v1', 'plivo-v2', 'plivo-v3', 'vobiz'])('%s vectors', (name) => {
  const vectors = readVectors(name)

  it.each(vectors)('strict: $id', (vector) => {
    expect(check(vector, false)).toBe(vector.hardened ?? vector.expected)
  })

  it.each(vectors)('compat: $id', (vector) => {
    expect(check(vector, true)).toBe(vector.expected)
  })
})
