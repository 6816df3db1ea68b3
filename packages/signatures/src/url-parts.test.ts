import { describe, expect, it } from 'vitest'
import { dropCredentials, splitUrl } from './url-parts.ts'

describe('splitUrl', () => {
  it.each([
    ['https://h/p?q=1#f', 'https://h/p', 'q=1'],
    ['https://h/p', 'https://h/p', undefined],
    ['https://h/p?', 'https://h/p', ''],
    ['https://h/p#f?q=1', 'https://h/p', undefined],
    ['https://h', 'https://h', undefined],
    ['https://h?q', 'https://h', 'q'],
    ['https://h#f', 'https://h', undefined],
    ['https://h/p??a', 'https://h/p', '?a'],
    ['https://u:pw@h/p?q', 'https://u:pw@h/p', 'q'],
    ['https://h/u/joe@x.com', 'https://h/u/joe@x.com', undefined],
    ['https://h/p?u=joe@x.com', 'https://h/p', 'u=joe@x.com'],
    ['https://[2001:db8::17]:8443/p', 'https://[2001:db8::17]:8443/p', undefined],
    ['HTTPS://H:443/%20/../a;v=1', 'HTTPS://H:443/%20/../a;v=1', undefined],
    ['wss://h/p', 'wss://h/p', undefined],
    ['git+ssh.x-1://h/p', 'git+ssh.x-1://h/p', undefined],
    [' https://h/p\n', 'https://h/p', undefined],
  ])('%s', (url, base, query) => {
    expect(splitUrl(url)).toMatchObject({ base, query })
  })

  it.each([
    '',
    '/p',
    'h/p',
    '//h/p',
    'https:/h',
    'https://',
    'https:///p',
    'https://?q',
    'https://#f',
    '1a://h',
    'ht tp://h',
    'é://h',
    'x https://h',
  ])('refuses %j', (url) => {
    expect(splitUrl(url)).toBeUndefined()
  })
})

describe('dropCredentials', () => {
  it.each([
    ['https://u:pw@h/p', 'https://h/p'],
    ['https://u@v@h/p', 'https://h/p'],
    ['https://u@h', 'https://h'],
    ['https://h/u/joe@x.com', 'https://h/u/joe@x.com'],
    ['https://h/a://b@c/d', 'https://h/a://b@c/d'],
    ['https://u@h/a@b', 'https://h/a@b'],
    ['https://h', 'https://h'],
  ])('%s', (base, dropped) => {
    expect(dropCredentials(base)).toBe(dropped)
  })
})
