import { describe, expect, it } from 'vitest'
import { HEADER_NAMES } from '../generated/header-names.ts'
import type { Provider } from '../verification.ts'
import { findToken } from './sighting.ts'

const { plivo, vobiz, signalwire, jambonz, voicebip } = HEADER_NAMES

const find = (provider: Provider, scheme: string, headers: Record<string, string>, body = '') =>
  findToken(provider, {
    scheme,
    headers,
    path: '/answer',
    payload: body === '' ? undefined : JSON.parse(body),
    rawBody: new TextEncoder().encode(body),
  })

describe('the nonce of the scheme that matched, bound to its request', () => {
  const both = { [plivo['v2-nonce']]: 'two', [plivo['v3-nonce']]: 'three', [vobiz['v3-nonce']]: 'vobiz' }

  it.each<[Provider, string, string]>([
    ['plivo', 'v3', 'three'],
    ['plivo', 'v2', 'two'],
    ['vobiz', 'v3', 'vobiz'],
  ])('%s %s', (provider, scheme, token) => {
    expect(find(provider, scheme, both)).toEqual({ token, bound: true })
  })

  it('is the signature where a scheme has none', () => {
    expect(find('plivo', 'v1', { [plivo.v1]: 'signature=' })).toEqual({ token: 'signature=', bound: true })
  })
})

describe('the signature of SignalWire, bound to its request', () => {
  it.each([
    [{ [signalwire.signature]: 'new', [signalwire.legacy]: 'old' }, 'new'],
    [{ [signalwire.legacy]: 'old' }, 'old'],
    [{ [signalwire.signature]: ' ne w\t' }, 'new'],
  ])('%j', (headers, token) => {
    expect(find('signalwire', 'form', headers)).toEqual({ token, bound: true })
  })
})

describe('what is only flagged', () => {
  it('jambonz: path, time and body, and nothing when the body says nothing', () => {
    const headers = { [jambonz.signature]: 't=17,v1=ab' }
    expect(find('jambonz', 'v1', headers, '{"call_sid":"c"}')).toEqual({
      token: '/answer 17 {"call_sid":"c"}',
      bound: false,
    })
    expect(find('jambonz', 'v1', { [jambonz.signature]: 'v0=x,t=17,v1=ab,v1=cd' }, '{"call_sid":"c"}')).toEqual(
      find('jambonz', 'v1', headers, '{"call_sid":"c"}'),
    )
    expect(find('jambonz', 'v1', headers, 'null')).toBeUndefined()
  })

  it('jambonz with credentials: nothing, for there is no time', () => {
    expect(find('jambonz', 'basic', {}, '{"call_sid":"c"}')).toBeUndefined()
  })

  it('Voicebip: the event id, whatever the signature of the delivery', () => {
    const headers = { [voicebip.signature]: 'sha256=ab' }
    expect(find('voicebip', 'v1', headers, '{"event_id":"evt_1"}')).toEqual({ token: 'evt_1', bound: false })
    expect(find('voicebip', 'v1', headers, '{"event_id":7}')).toEqual({ token: 'sha256=ab', bound: false })
  })

  it('EnableX: the encrypted text', () => {
    expect(find('enablex', 'aes-256-cbc', {}, '{"encrypted_data":"ab"}')).toEqual({
      token: '/answer {"encrypted_data":"ab"}',
      bound: false,
    })
  })
})
