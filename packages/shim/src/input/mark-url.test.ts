import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMark, takeMarks } from './mark-url.ts'

describe('a mark on a URL', () => {
  it.each([
    ['https://a.example/m', 'https://a.example/m?p2v-try=X'],
    ['https://a.example/m?', 'https://a.example/m?p2v-try=X'],
    ['https://a.example/m?a=1', 'https://a.example/m?a=1&p2v-try=X'],
    ['https://a.example/m?a=1&', 'https://a.example/m?a=1&p2v-try=X'],
    ['https://a.example/m#rc=3', 'https://a.example/m?p2v-try=X#rc=3'],
    ['https://a.example/m?a=%20+b#?', 'https://a.example/m?a=%20+b&p2v-try=X#?'],
  ])('%s', (url, marked) => {
    expect(addMark(url, 'X')).toBe(marked)
  })

  it('comes off again, and everything else stays byte for byte', () => {
    const query = fc.array(fc.stringMatching(/^[\w.~%+-]{1,6}(?:=[\w.~%+=?-]{0,8})?$/), { maxLength: 5 })
    fc.assert(
      fc.property(query, (pairs) => {
        const path = `/menu${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
        expect(takeMarks(addMark(path, 'a.0.b.c'))).toEqual({ path, marks: ['a.0.b.c'] })
      }),
    )
  })

  it.each(['/menu', '/menu?a=1', '/p2v-try=1', '/menu?xp2v-try=1', '/menu?a=p2v-try=1'])(
    'is not there in %s',
    (path) => {
      expect(takeMarks(path)).toBeUndefined()
    },
  )

  it('is found wherever and however often it is there', () => {
    expect(takeMarks('/m?p2v-try=1&a=1&p2v-try&b')).toEqual({ path: '/m?a=1&b', marks: ['1', ''] })
  })
})
