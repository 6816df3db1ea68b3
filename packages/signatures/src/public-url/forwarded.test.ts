import { describe, expect, it } from 'vitest'
import { parseForwarded } from './forwarded.ts'

// Random headers against another parser: test/oracle/public-url.test.ts.
describe('parseForwarded', () => {
  it.each([
    ['for=192.0.2.60;proto=http;by=203.0.113.43', [{ for: '192.0.2.60', proto: 'http', by: '203.0.113.43' }]],
    ['For="[2001:db8:cafe::17]:4711"', [{ for: '[2001:db8:cafe::17]:4711' }]],
    ['for=192.0.2.43, for=198.51.100.17;HOST=h', [{ for: '192.0.2.43' }, { for: '198.51.100.17', host: 'h' }]],
    [String.raw`for="a\"b\\c\,d"`, [{ for: String.raw`a"b\c,d` }]],
    ['for="a,b;c=d"', [{ for: 'a,b;c=d' }]],
    ['for=""', [{ for: '' }]],
    ['secret=x', [{}]],
    ['', [{}]],
    [',', [{}, {}]],
    ['for=a;;host=b', [{ for: 'a', host: 'b' }]],
    ['for=a;', [{ for: 'a' }]],
    ['\tfor=a\t;\thost=b\t', [{ for: 'a', host: 'b' }]],
  ])('reads %j', (text, expected) => {
    expect(parseForwarded(text)).toEqual(expected)
  })

  it.each([
    'for',
    'for=',
    '=a',
    'for = a',
    'for=a b',
    'for=a host=b',
    'for="a',
    'for=a"',
    'for="a"b',
    'for=a,for=b c',
    'for=a;for=b',
    'for=a;FOR=a',
    'host=h:80',
    'for=[::1]',
    'for="a\u0001"',
    String.raw`for="a\"`,
    'for=é',
  ])('takes none of %j', (text) => {
    expect(parseForwarded(text)).toBeUndefined()
  })
})
