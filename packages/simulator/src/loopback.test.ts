import { describe, expect, it } from 'vitest'
import { toLocalUrl, toTarget } from './loopback.ts'
import { SimulatorError } from './simulator-error.ts'

describe('toTarget', () => {
  it.each(['http://127.0.0.1:3000', 'http://127.9.8.7', 'http://localhost:80/', 'http://[::1]:3000'])(
    'accepts %s',
    (app) => {
      expect(toTarget(app).app).toBe(app.replace(/\/$/, ''))
    },
  )

  it.each([
    'http://example.com',
    'http://10.0.0.1:3000',
    'http://192.168.1.5',
    'http://0.0.0.0:3000',
    'http://169.254.169.254/latest',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[2001:db8::1]',
    'http://[::ffff:10.0.0.1]:3000',
    'https://127.0.0.1:3000',
    'file:///etc/hosts',
  ])('refuses %s', (app) => {
    expect(() => toTarget(app)).toThrow(SimulatorError)
    expect(() => toTarget(app)).toThrow(/^target-not-loopback: /)
  })

  it('reads the ways a URL can spell a host', () => {
    expect(() => toTarget('http://127.0.0.1@example.com')).toThrow(/^target-not-loopback: /)
    expect(() => toTarget('http://2130706433:3000')).not.toThrow()
  })

  it('refuses text that is no URL', () => {
    expect(() => toTarget('127.0.0.1:3000')).toThrow(SimulatorError)
    expect(() => toTarget('http://127.0.0.1:3000', 'ivr.example.com')).toThrow(/^bad-option: publicUrl is not a URL/)
  })
})

describe('toLocalUrl', () => {
  const target = toTarget('http://127.0.0.1:3000', 'https://ivr.example.com/base/')

  it.each([
    ['https://ivr.example.com/base/voice?a=1', 'http://127.0.0.1:3000/voice?a=1'],
    ['https://ivr.example.com/base', 'http://127.0.0.1:3000'],
  ])('maps %s', (url, local) => {
    expect(toLocalUrl(target, url)).toBe(local)
  })

  it.each([
    'https://ivr.example.com/other',
    'https://ivr.example.com/baseline',
    'https://ivr.example.com.evil.example/base/x',
    'http://ivr.example.com/base/x',
    'voice/menu',
  ])('knows that %s is somewhere else', (url) => {
    expect(toLocalUrl(target, url)).toBeUndefined()
  })
})
