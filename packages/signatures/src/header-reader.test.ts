import { describe, expect, it } from 'vitest'
import { HEADER_NAMES } from './generated/header-names.ts'
import { createHeaderReader, detectProvider, REPEATED } from './header-reader.ts'
import type { HeaderFields, Provider } from './verification.ts'

const read = createHeaderReader('vobiz')
const entries = (fields: HeaderFields) => Object.fromEntries(read(fields).values)
const NAME = 'X-Vobiz-Signature-V3'

describe('createHeaderReader', () => {
  it.each([
    ['as documented', { [NAME]: 'a' }],
    ['in lower case', { [NAME.toLowerCase()]: 'a' }],
    ['in upper case', { [NAME.toUpperCase()]: 'a' }],
    ['in mixed case', { 'x-VOBIZ-signature-V3': 'a' }],
    ['in a list of one', { [NAME]: ['a'] }],
    ['in web Headers', new Headers({ [NAME]: 'a' })],
    ['among others', { host: 'h', accept: '*/*', [NAME]: 'a', 'x-request-id': 'r' }],
  ])('finds a header %s', (_, fields) => {
    expect(entries(fields)).toEqual({ v3: 'a' })
  })

  it.each([
    ['undefined', { [NAME]: undefined }],
    ['an empty list', { [NAME]: [] }],
    ['a number', { [NAME]: 7 as unknown as string }],
    ['an object', { [NAME]: { 0: 'a', length: 1 } as unknown as string }],
    ['inherited', Object.create({ [NAME]: 'a' }) as HeaderFields],
    ['nearly named so', { 'X-Vobiz-Signature-V4': 'a', 'X-Vobiz-Signature_V3': 'a', 'XX-Vobiz-Signature-V3': 'a' }],
  ])('does not find one that is %s', (_, fields) => {
    expect(entries(fields)).toEqual({})
  })

  it.each([
    ['in a list of two', { [NAME]: ['a', 'b'] }],
    ['in a list of two equals', { [NAME]: ['a', 'a'] }],
    ['in two cases', { [NAME]: 'a', [NAME.toLowerCase()]: 'a' }],
    ['in three cases', { [NAME]: 'a', [NAME.toLowerCase()]: 'a', [NAME.toUpperCase()]: 'a' }],
    ['in a list of one that is no text', { [NAME]: [7 as unknown as string] }],
  ])('marks a header that is there twice: %s', (_, fields) => {
    expect(entries(fields)).toEqual({ v3: REPEATED })
  })

  it('keeps an empty value: the header is there', () => {
    expect(entries({ [NAME]: '' })).toEqual({ v3: '' })
  })

  it.each([
    ['another platform’s signature', { 'x-plivo-signature-v3': 'a' }, true],
    ['another platform’s nonce', { 'x-plivo-signature-v2-nonce': 'a' }, true],
    ['the algorithm of EnableX', { 'x-algoritm': 'a' }, true],
    ['a name anybody may use', { 'x-format': 'hex', 'x-encoding': 'utf8' }, false],
    ['another platform’s header without value', { 'x-plivo-signature-v3': undefined }, false],
    ['ordinary headers', { host: 'h', authorization: 'Basic x' }, false],
  ])('knows foreign headers: %s', (_, fields, hasForeign) => {
    expect(read(fields).hasForeign).toBe(hasForeign)
    expect(read({ ...fields, [NAME]: 'a' }).hasForeign).toBe(hasForeign)
    expect(read({ [NAME]: 'a', ...fields }).hasForeign).toBe(hasForeign)
  })

  it('does not take headers named like parts of an object for its own', () => {
    const fields = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c","get":"d","forEach":"e"}')
    expect(entries(fields)).toEqual({})
    expect(detectProvider(fields)).toBeUndefined()
  })
})

describe('detectProvider', () => {
  const telling = Object.entries(HEADER_NAMES).flatMap(([provider, names]) =>
    Object.values(names)
      .filter((name) => name !== 'x-format' && name !== 'x-encoding')
      .map((name) => ({ provider: provider as Provider, name })),
  )

  it.each(telling)('$name is of $provider', ({ provider, name }) => {
    expect(detectProvider({ [name]: 'a' })).toBe(provider)
    expect(detectProvider({ host: 'h', [name.toUpperCase()]: ['a'] })).toBe(provider)
    expect(detectProvider(new Headers({ [name]: 'a' }))).toBe(provider)
  })

  it.each(telling)('$name and another platform’s are ambiguous', ({ provider, name }) => {
    for (const other of telling.filter((one) => one.provider !== provider)) {
      expect(detectProvider({ [name]: 'a', [other.name]: 'b' })).toBe('ambiguous')
      expect(detectProvider(new Headers({ [name]: 'a', [other.name]: 'b' }))).toBe('ambiguous')
    }
  })

  it('several headers of one platform are not ambiguous', () => {
    for (const provider of ['plivo', 'vobiz', 'signalwire', 'voicebip', 'enablex'] as const)
      expect(detectProvider(Object.fromEntries(Object.values(HEADER_NAMES[provider]).map((name) => [name, 'a'])))).toBe(
        provider,
      )
  })

  it.each([
    ['no headers', {}],
    ['ordinary ones', { host: 'h', 'content-type': 'text/plain' }],
    ['names anybody may use', { 'x-format': 'hex', 'x-encoding': 'utf8' }],
    ['headers without value', { [NAME]: undefined, 'x-plivo-signature-v3': [] }],
  ])('says nothing about %s', (_, fields) => {
    expect(detectProvider(fields)).toBeUndefined()
  })
})
