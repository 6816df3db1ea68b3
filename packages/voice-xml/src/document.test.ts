import { describe, expect, it } from 'vitest'
import { readDocument } from './document.ts'

describe('readDocument', () => {
  it('keeps order, white space and mixed content', () => {
    expect(
      readDocument(
        '<?xml version="1.0"?>\n<Response a="1 &amp; 2"><Speak> x<p>y</p> <![CDATA[<z>]]>&#65;<!-- c --></Speak></Response>',
      ),
    ).toEqual({
      name: 'Response',
      attributes: { a: '1 & 2' },
      children: [
        {
          name: 'Speak',
          attributes: {},
          children: [' x', { name: 'p', attributes: {}, children: ['y'] }, ' <z>A'],
        },
      ],
    })
  })

  it('reads a document with white space in front of its declaration', () => {
    expect(readDocument('\n <?xml version="1.0"?><Response/>').name).toBe('Response')
  })

  it('reads as many references as a document holds', () => {
    const text = '&amp;'.repeat(20_000)
    expect(readDocument(`<Response><Speak>${text}</Speak></Response>`).children).toEqual([
      { name: 'Speak', attributes: {}, children: ['&'.repeat(20_000)] },
    ])
  })

  it('keeps names that mean something to JavaScript', () => {
    expect(readDocument('<toString valueOf="1"/>')).toEqual({
      name: 'toString',
      attributes: { valueOf: '1' },
      children: [],
    })
    expect(() => readDocument('<a constructor="1"/>')).toThrow('A name the tree cannot hold')
  })

  it('refuses what a translation refuses', () => {
    expect(() => readDocument('<a>&b;</a>')).toThrow('An ampersand')
    expect(() => readDocument('')).toThrow('No element at all')
    expect(() => readDocument('<a><b><c/></b></a>', { maxDepth: 2 })).toThrow('nested too deeply')
  })

  it('reads to the depth it is told', () => {
    const xml = `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`
    expect(() => readDocument(xml)).toThrow('nested too deeply')
    expect(readDocument(xml, { maxDepth: 200 }).name).toBe('a')
  })
})
