import { describe, expect, it } from 'vitest'
import { VoiceXmlError } from './errors.ts'
import { scan } from './scan.ts'
import type { ElementNode } from './tree.ts'

const refuse = (xml: string, limits = {}): string => {
  try {
    scan(xml, limits)
  } catch (error) {
    if (error instanceof VoiceXmlError) return `${error.code} ${error.line}:${error.column}`
    throw error
  }
  return 'accepted'
}

describe('scan', () => {
  it('gives the offsets of every part', () => {
    const xml = `<a  x = "1 &amp; 2" y='3'>t<b/></a >`
    const [root] = scan(xml).roots
    expect(xml.slice(root?.start, root?.end)).toBe(xml)
    expect(xml.slice(root?.contentStart, root?.contentEnd)).toBe('t<b/>')
    expect(root?.attributes.map((one) => xml.slice(one.start, one.valueEnd + 1))).toEqual([`x = "1 &amp; 2"`, `y='3'`])
    expect(root?.attributes.map(({ value }) => value)).toEqual(['1 & 2', '3'])
    expect(xml.slice(0, root?.attributesEnd)).toBe(`<a  x = "1 &amp; 2" y='3'`)
    expect(root?.children.map((child: ElementNode) => xml.slice(child.start, child.end))).toEqual(['<b/>'])
  })

  it.each([
    ['<a/>'],
    ['\uFEFF<a/>'],
    [' \n<a/> '],
    ['<?xml version="1.0"?><a/>'],
    [`<?xml version='1.1' encoding='utf-8' standalone='no' ?><a/>`],
    ['<!-- - --><?p i?><a><!----></a><!-- x -->'],
    ['<a>&lt;&#65;&#x1F600;&quot;</a>'],
    ['<a><![CDATA[<&]] >]]></a>'],
    ['<a.b-c_d:e1 \u00e9="1"/>'],
    ['<\u{20000}/>'],
    ['<a>]] ></a>'],
    ['<a b="x > y"/>'],
    ['<?xml-stylesheet href="x"?><a/>'],
    ['<% header %><a b="<%= x && "y" %>"><% if (a < b) { %><c/><% } %></a>'],
    [`<a b="\${x && y}">{{ p && q }}</a>`],
  ])('accepts %s', (xml) => {
    expect(refuse(xml)).toBe('accepted')
  })

  it.each([
    ['', 'empty-document 1:1'],
    [' \n ', 'empty-document 1:1'],
    ['hello', 'bad-markup 1:1'],
    ['<a>', 'unclosed-element 1:4'],
    ['<a', 'unclosed-element 1:3'],
    ['<a b="1>', 'unclosed-element 1:7'],
    ['<a></b>', 'mismatched-tag 1:4'],
    ['<a></ab>', 'mismatched-tag 1:4'],
    ['</a>', 'mismatched-tag 1:1'],
    ['<a>\n<b></a></b>', 'mismatched-tag 2:4'],
    ['<a/><b/>', 'trailing-content 1:5'],
    ['<a/>x', 'trailing-content 1:5'],
    ['<a b="1" b="2"/>', 'duplicate-attribute 1:10'],
    ['<a b="1"c="2"/>', 'bad-markup 1:9'],
    ['<a b=1/>', 'bad-markup 1:6'],
    ['<a b/>', 'bad-markup 1:5'],
    ['<a "b"/>', 'bad-markup 1:4'],
    ['<a b="<"/>', 'bad-markup 1:7'],
    ['<a / >', 'bad-markup 1:4'],
    ['<a></a', 'mismatched-tag 1:4'],
    ['< a/>', 'bad-markup 1:1'],
    ['<1/>', 'bad-markup 1:1'],
    ['<a>&nbsp;</a>', 'bad-entity 1:4'],
    ['<a>a & b</a>', 'bad-entity 1:6'],
    ['<a b="?x=1&y=2"/>', 'bad-entity 1:11'],
    ['<a>&#0;</a>', 'bad-entity 1:4'],
    ['<a>&#xD800;</a>', 'bad-entity 1:4'],
    ['<a>&#x110000;</a>', 'bad-entity 1:4'],
    [`<a>}&x \${y}</a>`, 'bad-entity 1:5'],
    [`<a>\${y} & z</a>`, 'bad-entity 1:9'],
    ['<a>]]></a>', 'bad-markup 1:4'],
    ['<a><!-- x -- y --></a>', 'bad-markup 1:11'],
    ['<a><!-- x</a>', 'bad-markup 1:4'],
    ['<a><![CDATA[x</a>', 'bad-markup 1:4'],
    ['<![CDATA[x]]><a/>', 'bad-markup 1:1'],
    ['<a><!ELEMENT b></a>', 'bad-markup 1:4'],
    ['<!DOCTYPE a><a/>', 'doctype-forbidden 1:1'],
    ['<!doctype html><a/>', 'doctype-forbidden 1:1'],
    ['<a/><?xml version="1.0"?>', 'bad-declaration 1:5'],
    ['<?xml?><a/>', 'bad-declaration 1:1'],
    ['<?xml version="2.0"?><a/>', 'bad-declaration 1:1'],
    ['<?xml version="1.0" encoding="-"?><a/>', 'bad-declaration 1:1'],
    ['<??><a/>', 'bad-markup 1:1'],
    ['<a>\u0000</a>', 'bad-character 1:4'],
    ['<a>\uD800</a>', 'bad-character 1:4'],
    ['<a>\uDC00</a>', 'bad-character 1:4'],
    ['<a>\uFFFE</a>', 'bad-character 1:4'],
    ['<a>\u0008</a>', 'bad-character 1:4'],
    ['<a><% x</a>', 'bad-markup 1:4'],
    ['<a b="1"{c}/>', 'template-in-tag 1:9'],
    ['<a {c}/>', 'template-in-tag 1:4'],
    ['<a<%= c %>/>', 'template-in-tag 1:3'],
    ['<a #{c}/>', 'template-in-tag 1:4'],
    ['<a b="{c || "d"}"/>', 'template-in-tag 1:14'],
    ['<a b="{c}"d"/>', 'bad-markup 1:11'],
  ])('refuses %j with %s', (xml, code) => {
    expect(refuse(xml)).toBe(code)
  })

  it('takes several roots and text between them as a fragment', () => {
    expect(scan('a <b/> c <d/><![CDATA[e]]>', { fragment: true }).roots.map(({ name }) => name)).toEqual(['b', 'd'])
    expect(scan('', { fragment: true }).roots).toEqual([])
  })

  it('refuses what is over a limit, and takes what is at it', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(refuse(nested(64))).toBe('accepted')
    expect(refuse(nested(65))).toBe('too-deep 1:193')
    expect(refuse(nested(3), { maxDepth: 2 })).toBe('too-deep 1:7')
    expect(refuse(`${nested(2)}<!-- -->`, { maxLength: 10 })).toBe('too-long 1:1')
    expect(refuse('<a></a>   ', { maxLength: 10 })).toBe('accepted')
  })

  it('says what is wrong, where, and what to do', () => {
    expect(() => scan('<a>\n  <b></c></a>')).toThrow(
      'An end tag that does not match at line 2, column 6: expected </b>. Close elements in the order they were opened.',
    )
  })
})
