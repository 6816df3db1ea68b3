import { expect, it } from 'vitest'
import { type Outgoing, VENDORS, type VendorName } from './vendor-signer.ts'

// The worked examples of the reference: what plays the vendors is checked before it checks anything.
const CB = 'https://h.example/cb'
const form: Outgoing = {
  url: `${CB}?b=2&a=1`,
  body: 'To=2&From=1',
  secret: 'demo-token',
  nonce: '12345678901234567890',
}
const HEX = '0e5b4e2f069e99ee6f87013e588d8ff1f4d7615109d1e3abf06126e6813ca8c7'
const json: Outgoing = { url: CB, body: '{"a":1}', secret: 'demo-secret', timestamp: 1_767_225_600 }

it.each<[VendorName, Outgoing, string]>([
  ['plivo', form, 'J2cbWo5gi8+T3L5tcmIWcJjT2BwuSKv4H1g4W/O/4Mo='],
  ['plivo', { ...form, url: CB }, 'aIG1SFQSzIQ6SBdUwQzX1YJD1kk/B4tQ9DBRo1X7c54='],
  ['plivo', { ...form, method: 'GET', body: '' }, 'WInUIFHTZtfJji80oEqS3T2sRIfc66aLtHyzjNyJNEE='],
  ['vobiz', form, 'LFpyZ4xuoKXPqVopoai5AnQje6tHnS1jx2q9ey225tg='],
  ['signalwire', { ...form, secret: 'demo-key' }, 'fxQ45zyPzUOOX/n61l5AeQ3A4OM='],
  ['signalwire', { ...json, secret: 'demo-key' }, '54c48927c5c54b521eddcb0ed8fa51c8a21af872'],
  ['voicebip', json, `sha256=${HEX}`],
  ['jambonz', json, `t=1767225600,v1=${HEX}`],
])('%s signs %j', (vendor, outgoing, signature) => {
  expect(Object.values(VENDORS[vendor](outgoing).headers)).toContain(signature)
})

it('enablex encrypts', () => {
  expect(JSON.parse(VENDORS.enablex({ url: CB, body: '{"state":"connected"}', secret: 'demo-app' }).body)).toEqual({
    encrypted_data: 'bc23a83ab171cd6918f2a69df53bfb1524cbb7c292f26e2fdceb56d57ba33973',
  })
})
