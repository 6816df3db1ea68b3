import { expect, it } from 'vitest'
import { spellUrl } from './providers/signalwire-url.ts'

// As url-parse, which the vendor's package uses; test/oracle/signatures-compat.test.ts asks the package itself.
it.each([
  ['https://h/p', ['https://h:443/p', 'https://h/p']],
  ['http://h/p', ['http://h:80/p', 'http://h/p']],
  ['wss://h/p', ['wss://h:80/p', 'wss://h/p']],
  ['ws://h/p', ['ws://h:80/p', 'ws://h/p']],
  ['https://h:443/p', ['https://h:443/p', 'https://h/p']],
  ['http://h:80/p', ['http://h:80/p', 'http://h/p']],
  ['wss://h:443/p', ['wss://h:80/p', 'wss://h/p']],
  ['ws://h:80/p', ['ws://h:80/p', 'ws://h/p']],
  ['https://h:80/p', ['https://h:80/p', 'https://h/p']],
  ['http://h:443/p', ['http://h:443/p', 'http://h/p']],
  ['https://h:8443/p', ['https://h:8443/p', 'https://h/p']],
  ['https://h:0443/p', ['https://h:443/p', 'https://h/p']],
  ['http://h:080/p', ['http://h:80/p', 'http://h/p']],
  ['ws://h:0080/p', ['ws://h:80/p', 'ws://h/p']],
  ['https://h:0/p', ['https://h:443/p', 'https://h/p']],
  ['https://h:/p', ['https://h:443/p', 'https://h/p']],
  ['https://h', ['https://h:443/', 'https://h/']],
  ['https://h?q', ['https://h:443/?q', 'https://h/?q']],
  ['https://h#f', ['https://h:443/#f', 'https://h/#f']],
  ['https://h/p?a=b:8#c@d', ['https://h:443/p?a=b:8#c@d', 'https://h/p?a=b:8#c@d']],
  ['https://h/a\nb', ['https://h:443/a\nb', 'https://h/a\nb']],
  [' HTTPS://H.Example/P', ['https://h.example:443/P', 'https://h.example/P']],
  ['https://[2001:DB8::17]/p', ['https://[2001:db8::17]:443/p', 'https://[2001:db8::17]/p']],
  ['https://[2001:db8::17]:8443/p', ['https://[2001:db8::17]:8443/p', 'https://[2001:db8::17]/p']],
  ['https://U:Pw@h/p', ['https://U:Pw@h:443/p', 'https://U:Pw@h/p']],
  ['https://u@h/p', ['https://u@h:443/p', 'https://u@h/p']],
  ['https://u:@h/p', ['https://u@h:443/p', 'https://u@h/p']],
  ['https://:pw@h/p', ['https://:pw@h:443/p', 'https://:pw@h/p']],
  ['https://@h/p', ['https://h:443/p', 'https://h/p']],
  ['https://:@h/p', ['https://h:443/p', 'https://h/p']],
  ['https://a@b:c:d@h/p', ['https://a%40b:c%3Ad@h:443/p', 'https://a%40b:c%3Ad@h/p']],
  ['https://u:%zz@h/p', []],
])('%s', (url, spellings) => {
  expect(spellUrl(url)).toEqual(spellings)
})
