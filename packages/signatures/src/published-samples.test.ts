/** Holes in samples and packages the platforms publish. Each is named, and each is closed here. */
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { HeaderFields } from './verification.ts'
import { verify } from './verify.ts'

const NOW = 1767225600
const BODY = '{"event_id":"evt_1"}'
const URL = 'https://h.example/cb'
const NONCE = '12345678901234567890'
const hex = (text: string): string => createHmac('sha256', 'secret').update(text).digest('hex')
const base64 = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64')

const body = (provider: 'voicebip' | 'jambonz', headers: HeaderFields) =>
  verify(provider, { method: 'POST', url: URL, headers, rawBody: BODY }, { secrets: 'secret', now: NOW })
const voicebip = (timestamp: string, signature = `sha256=${hex(`${timestamp}.${BODY}`)}`) =>
  body('voicebip', { 'X-Voicebip-Signature': signature, 'X-Voicebip-Timestamp': timestamp })
const jambonz = (t: string, v1 = hex(`${t}.${BODY}`)) => body('jambonz', { 'Jambonz-Signature': `t=${t},v1=${v1}` })

describe('a timestamp that is no number never grows old (Voicebip Express and Next.js samples, jambonz packages)', () => {
  const odd = [
    'soon',
    'NaN',
    '',
    ' ',
    '1767225600abc',
    '1767225600.5',
    ' 1767225600',
    '1767225600 ',
    '1e9',
    '+1767225600',
    '-1',
    '0x69600000',
    '1_767_225_600',
    '١٧٦٧٢٢٥٦٠٠',
    'Infinity',
    '1767225600000',
    '9'.repeat(400),
  ]

  it.each(odd)('voicebip refuses %j, rightly signed', (timestamp) => {
    expect(voicebip(timestamp)).toMatchObject({
      ok: false,
      reason: timestamp === '' ? 'missing-timestamp' : 'malformed',
    })
  })

  it.each(odd)('jambonz refuses %j, rightly signed', (timestamp) => {
    expect(jambonz(timestamp)).toMatchObject({ ok: false, reason: 'malformed' })
  })

  it.each([Number.NaN, undefined as unknown as number])('nor does a window or a clock that is none: %j', (odd) => {
    const headers = { 'Jambonz-Signature': `t=1,v1=${hex(`1.${BODY}`)}` }
    const request = { method: 'POST', url: URL, headers, rawBody: BODY }
    for (const options of [{ now: NOW, toleranceSeconds: odd }, { now: odd }])
      expect(verify('jambonz', request, { secrets: 'secret', ...options })).toMatchObject({
        ok: false,
        reason: 'stale',
      })
  })
})

describe('a comparison that throws on another length (Voicebip Express, Vobiz Node samples)', () => {
  const right = hex(`${NOW}.${BODY}`)
  const odd = [
    right,
    `sha256=${right.slice(1)}`,
    `sha256=${right}0`,
    'sha256=',
    'x',
    `sha256=${'é'.repeat(64)}`,
    `SHA256=${right}`,
    `sha256=${right.toUpperCase()}`,
    `sha256=${Buffer.from(right, 'hex').toString('base64')}`,
  ]

  it.each(odd)('voicebip refuses %j', (signature) => {
    expect(voicebip(String(NOW), signature)).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  it.each(['x', 'é', '='.repeat(44), base64('t', `${URL}.${NONCE}`).slice(1), `${base64('t', `${URL}.${NONCE}`)}=`])(
    'vobiz refuses %j',
    (signature) => {
      const headers = { 'X-Vobiz-Signature-V3': signature, 'X-Vobiz-Signature-V3-Nonce': NONCE }
      expect(verify('vobiz', { method: 'POST', url: URL, headers }, { secrets: 't' })).toMatchObject({
        reason: 'mismatch',
      })
    },
  )

  it.each(['v1', 'v1=', 'v1=x', 'v1=é', `v1=${right.slice(1)}`])('jambonz refuses %j', (entry) => {
    expect(body('jambonz', { 'Jambonz-Signature': `t=${NOW},${entry}` })).toMatchObject({ ok: false })
  })
})

describe('a future timestamp without limit (jambonz node-client)', () => {
  it.each([301, 3600, 10 ** 9])('refuses %d seconds ahead', (seconds) => {
    expect(jambonz(String(NOW + seconds))).toMatchObject({ ok: false, reason: 'stale' })
  })
})

describe('an empty secret that signs for everybody (every SDK but Java)', () => {
  it.each(['plivo', 'vobiz', 'voicebip', 'jambonz', 'signalwire', 'enablex'] as const)('%s refuses it', (provider) => {
    const headers = {
      'X-Vobiz-Signature-V3': createHmac('sha256', '').update(`${URL}.${NONCE}`).digest('base64'),
      'X-Vobiz-Signature-V3-Nonce': NONCE,
    }
    for (const secrets of ['', [''], [], ['secret', '']])
      expect(verify(provider, { method: 'POST', url: URL, headers }, { secrets })).toMatchObject({
        ok: false,
        reason: 'bad-secret',
      })
  })
})

describe('an empty nonce that is signed (Vobiz samples)', () => {
  it('is refused', () => {
    const headers = { 'X-Vobiz-Signature-V3': base64('t', `${URL}.`), 'X-Vobiz-Signature-V3-Nonce': '' }
    expect(verify('vobiz', { method: 'POST', url: URL, headers }, { secrets: 't' })).toMatchObject({
      reason: 'missing-nonce',
    })
  })
})

describe('an unencrypted body let through without the algorithm header (EnableX samples)', () => {
  it('is refused', () => {
    const request = { method: 'POST', url: URL, headers: {}, rawBody: '{"state":"connected"}' }
    expect(verify('enablex', request, { secrets: 'app' })).toMatchObject({ ok: false, reason: 'missing-signature' })
  })
})

describe('a text before @ taken for credentials (Plivo Node SDK)', () => {
  it('verifies the callback that fails there', () => {
    const url = 'https://h.example/cb?user=joe@x.com'
    const headers = {
      'X-Plivo-Signature-V3': base64('t', `https://h.example/cb?user=joe@x.com.${NONCE}`),
      'X-Plivo-Signature-V3-Nonce': NONCE,
    }
    expect(verify('plivo', { method: 'GET', url, headers }, { secrets: 't' }).ok).toBe(true)
    expect(verify('plivo', { method: 'GET', url, headers }, { secrets: 't', compat: true }).ok).toBe(false)
  })
})
