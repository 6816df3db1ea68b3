import { describe, expect, it } from 'vitest'
import { createSenderCheck } from './sender.ts'

const basic = (text: string, scheme = 'Basic'): Record<string, string> => ({
  authorization: `${scheme} ${Buffer.from(text).toString('base64')}`,
})

describe('basicAuth', () => {
  const check = createSenderCheck({
    basicAuth: [
      { username: 'old', password: 'p:1' },
      { username: 'new', password: 'pä2' },
    ],
  })
  const outcome = (headers: Record<string, string>) => check({ headers, clientAddress: undefined })

  it.each([
    basic('old:p:1'),
    basic('new:pä2'),
    basic('new:pä2', 'bAsIc'),
    { Authorization: basic('old:p:1').authorization ?? '' },
  ])('accepts %j', (headers) => expect(outcome(headers)).toBeUndefined())

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['an empty header', { authorization: '' }],
    ['another password', basic('old:p:2')],
    ['the password of another user', basic('old:pä2')],
    ['a user without password', basic('old')],
    ['a longer password', basic('old:p:11')],
    ['a shorter password', basic('old:p:')],
    ['a blank behind', basic('old:p:1 ')],
    ['another scheme', basic('old:p:1', 'Bearer')],
    ['credentials in clear', { authorization: 'Basic old:p:1' }],
    ['two sets', { authorization: `${basic('old:p:1').authorization}, ${basic('new:pä2').authorization}` }],
    ['no scheme', { authorization: Buffer.from('old:p:1').toString('base64') }],
  ])('refuses %s', (_, headers) => expect(outcome(headers)).toBe('bad-credentials'))

  it('refuses everybody when the list is empty', () => {
    expect(createSenderCheck({ basicAuth: [] })({ headers: basic(':'), clientAddress: undefined })).toBe(
      'bad-credentials',
    )
  })

  it.each([
    { username: '', password: 'p' },
    { username: 'u', password: '' },
    { username: 'u:v', password: 'p' },
  ])('refuses the option %j', (credentials) =>
    expect(() => createSenderCheck({ basicAuth: [credentials] })).toThrow(/^bad-option: basicAuth/),
  )
})

describe('allowFrom', () => {
  const check = createSenderCheck({ allowFrom: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'] })

  it.each(['192.0.2.1', '192.0.2.255', '2001:db8::1', '198.51.100.7', '::ffff:192.0.2.1'])(
    'accepts %s',
    (clientAddress) => expect(check({ headers: {}, clientAddress })).toBeUndefined(),
  )

  it.each(['192.0.3.1', '198.51.100.8', '2001:db9::1', '', 'localhost', '192.0.2.1.evil.example', undefined])(
    'refuses %s',
    (clientAddress) => expect(check({ headers: {}, clientAddress })).toBe('unexpected-address'),
  )

  it('refuses everybody when the list is empty', () => {
    expect(createSenderCheck({ allowFrom: [] })({ headers: {}, clientAddress: '127.0.0.1' })).toBe('unexpected-address')
  })
})

it('asks for nothing when nothing is configured', () => {
  expect(createSenderCheck({})({ headers: {}, clientAddress: undefined })).toBeUndefined()
})
