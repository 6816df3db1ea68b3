import { describe, expect, it } from 'vitest'
import { isHost, toComparableHost } from './host.ts'

describe('a host', () => {
  it.each([
    'h',
    '1',
    'a-b.example',
    'a_b',
    'h.',
    'h:1',
    'h:80',
    'h:65535',
    '192.0.2.1',
    '[::1]',
    '[::1]:1',
    '[2001:DB8::1]',
  ])('can be %s', (text) => expect(isHost(text)).toBe(true))

  it.each([
    '',
    ':',
    ':80',
    'h:',
    'h:0',
    'h:00000',
    'h:65536',
    'h:100000',
    'h:8o',
    'h:80:80',
    '.h',
    '-h',
    'h-',
    'a..b',
    '[]',
    '[::1',
    '::1',
    '[::1]80',
    '[::1]:',
    '[1]',
    'h/',
    'h?',
    'h#',
    'u@h',
    'h ',
    ' h',
    'a'.repeat(254),
  ])('cannot be %j', (text) => expect(isHost(text)).toBe(false))
})

it.each([
  ['H.Example:443', 'https', 'h.example'],
  ['h:443', 'wss', 'h'],
  ['h:80', 'http', 'h'],
  ['h:80', 'ws', 'h'],
  ['h:80', 'https', 'h:80'],
  ['h:443', 'http', 'h:443'],
  ['h:8443', 'https', 'h:8443'],
  ['h:443', 'ftp', 'h:443'],
  ['h', 'https', 'h'],
])('%s under %s compares as %s', (host, scheme, expected) => {
  expect(toComparableHost(host, scheme)).toBe(expected)
})
