import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { sign } from '@plivo-to-vobiz/signatures'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { describeSdk } from './plivo-sdks.ts'

/** Frameworks that hand over an empty field as null: Laravel's middleware, and Rack for a name without a value. */
const LANGUAGES = [
  {
    name: 'PHP',
    tools: { php: '--version' },
    ask: (headers: Readonly<Record<string, string>>, field: string) => {
      const code = `require $argv[1];
        $headers = json_decode($argv[2], true);
        echo json_encode(VobizSignatures::verifyRequest('POST', $argv[3], $headers, ['To' => '+1', 'Name' => ${field}], 't'));`
      const file = join(ROOT, 'codemods/verifiers/php/VobizSignatures.php')
      return execFileSync('php', ['-r', code, '--', file, JSON.stringify(headers), URL]).toString()
    },
    nothing: 'null',
    nested: '[[]]',
  },
  {
    name: 'Ruby',
    tools: { ruby: '--version' },
    ask: (headers: Readonly<Record<string, string>>, field: string) => {
      const code = `require 'json'
        require ARGV[0]
        print VobizSignatures.verify_request(method: 'POST', url: ARGV[2], headers: JSON.parse(ARGV[1]),
                                             form: { 'To' => '+1', 'Name' => ${field} }, plivo_tokens: 't')`
      const file = join(ROOT, 'codemods/verifiers/ruby/vobiz_signatures.rb')
      return execFileSync('ruby', ['-e', code, file, JSON.stringify(headers), URL]).toString()
    },
    nothing: 'nil',
    nested: '{}',
  },
] as const

const URL = 'https://h.example/cb?a=1'

describe.each(LANGUAGES)('$name', (language) => {
  describeSdk(language, () => {
    const signed = (params: Readonly<Record<string, string>>) =>
      sign('plivo', { method: 'POST', url: URL, headers: {}, params }, { secret: 't' })

    it('takes nothing for an empty field, as the SDK does', () => {
      expect(language.ask(signed({ To: '+1', Name: '' }), language.nothing)).toBe('true')
      expect(language.ask(signed({ To: '+1' }), language.nothing)).toBe('false')
      expect(language.ask(signed({ To: '+1', Name: 'null' }), language.nothing)).toBe('false')
    })

    it('refuses what is no field at all', () => {
      expect(language.ask(signed({ To: '+1', Name: '' }), language.nested)).toBe('false')
    })
  })
})
