import { describe, expect, it } from 'vitest'
import { escapeText } from './escape-text.ts'
import { breakLabel } from './label.ts'

describe('escapeText', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
    ['&amp;', '&amp;amp;'],
    ['a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
    ['\u202egnp.exe', '\ufffdgnp.exe'],
    ['\ud83d torn', '\ufffd torn'],
    ['नमस्ते 📞', 'नमस्ते 📞'],
  ])('makes %j harmless', (text, safe) => expect(escapeText(text)).toBe(safe))
})

describe('breakLabel', () => {
  it('breaks between words, inside what is too long, and ends what is too much', () => {
    expect(breakLabel('one two three', { width: 7, lines: 5 })).toEqual(['one two', 'three'])
    expect(breakLabel('POST /voice/answer/again', { width: 14, lines: 5 })).toEqual(['POST', '/voice/answer/', 'again'])
    expect(breakLabel('a b c d', { width: 1, lines: 2 })).toEqual(['a', '…'])
    expect(breakLabel('x'.repeat(30), { width: 10, lines: 2 })).toEqual(['x'.repeat(10), `${'x'.repeat(9)}…`])
    expect(breakLabel('', { width: 5, lines: 2 })).toEqual([''])
  })
})
