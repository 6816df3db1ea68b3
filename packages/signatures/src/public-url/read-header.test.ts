import { describe, expect, it } from 'vitest'
import { readHeader } from './read-header.ts'

describe('a header', () => {
  it.each<[Record<string, string | string[] | undefined>, string | undefined]>([
    [{ 'x-name': 'a' }, 'a'],
    [{ 'X-NAME': 'a' }, 'a'],
    [{ 'x-name': ['a', 'b'] }, 'a, b'],
    [{ 'X-Name': ['a'] }, 'a'],
    [{ 'x-name': undefined }, undefined],
    [{ 'x-name': '' }, ''],
    [{ 'x-other': 'a', 'x-nam': 'b', 'x-name2': 'c' }, undefined],
    [{}, undefined],
  ])('of Node’s %j is %j', (headers, expected) => {
    expect(readHeader(headers, 'X-Name')).toBe(expected)
  })

  it('of web Headers is found whatever its case; pseudo-headers are not there', () => {
    const headers = new Headers([
      ['x-name', 'a'],
      ['X-Name', 'b'],
    ])
    expect(readHeader(headers, 'X-Name')).toBe('a, b')
    expect(readHeader(headers, 'x-other')).toBeUndefined()
    expect(readHeader(headers, ':authority')).toBeUndefined()
  })
})
