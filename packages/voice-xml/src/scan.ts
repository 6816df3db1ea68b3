import { findForbidden, toCodeName } from './characters.ts'
import { decode, findReferenceEnd } from './entities.ts'
import { VoiceXmlError, type VoiceXmlErrorCode } from './errors.ts'
import { findNameEnd, isSpace, skipSpace } from './names.ts'
import { locate } from './position.ts'
import { readProlog } from './prolog.ts'
import { findHoleEnd, leavesHoleOpen, startsHole } from './template.ts'
import type { AttributeNode, DocumentNode, ElementNode } from './tree.ts'

/** Limits of a scan. */
export interface ScanLimits {
  /** Deepest nesting of elements; 64 unless told. */
  readonly maxDepth?: number
  /** Longest document in UTF-16 units; 4 194 304 unless told. */
  readonly maxLength?: number
  /** Accepts several roots and text between them, as in a part of a document. */
  readonly fragment?: boolean
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f
const EQUALS = 0x3d
const QUOTE = 0x22
const APOSTROPHE = 0x27
const AMPERSAND = 0x26
const PERCENT = 0x25

/** More attributes than this are checked for duplicates with a set. */
const FEW = 16

/**
 * Reads a document into elements with offsets: strict about well-formedness, no DTD, no entities but the predefined
 * ones, one pass. Template tags (`<%…%>`) are stepped over wherever text or a value may stand.
 *
 * Throws {@link VoiceXmlError} at the first thing that is wrong.
 */
export function scan(source: string, limits: ScanLimits = {}): DocumentNode {
  return new Scanner(source, limits).read()
}

class Scanner {
  readonly #source: string
  readonly #maxDepth: number
  readonly #maxLength: number
  readonly #fragment: boolean
  readonly #roots: ElementNode[] = []
  #at = 0
  #depth = 0
  #open: ElementNode | undefined
  /** Next ampersand and next `]]>` at or behind the text being read; found once each, so that the scan stays linear. */
  #ampersand = -1
  #cdataEnd = -1
  /** Whether the value read last holds a reference. */
  #hasReference = false

  constructor(source: string, { maxDepth = 64, maxLength = 4_194_304, fragment = false }: ScanLimits) {
    this.#source = source
    this.#maxDepth = maxDepth
    this.#maxLength = maxLength
    this.#fragment = fragment
  }

  read(): DocumentNode {
    const source = this.#source
    if (source.length > this.#maxLength) this.#fail('too-long', 0, `${source.length} units, limit ${this.#maxLength}`)
    const forbidden = findForbidden(source)
    if (forbidden >= 0) this.#fail('bad-character', forbidden, toCodeName(source, forbidden))
    const { end, declaration, isWellFormed, leadingSpace } = readProlog(source)
    if (!isWellFormed) this.#fail('bad-declaration', declaration ?? 0)
    this.#at = end
    while (this.#at < source.length) this.#readNext()
    if (this.#open !== undefined) this.#fail('unclosed-element', source.length, `<${this.#open.name}> is open`)
    if (this.#roots.length === 0 && !this.#fragment) this.#fail('empty-document', 0)
    return { source, roots: this.#roots, leadingSpace, declared: declaration !== undefined }
  }

  #readNext(): void {
    const source = this.#source
    const tag = source.indexOf('<', this.#at)
    const textEnd = tag < 0 ? source.length : tag
    if (textEnd > this.#at) this.#readText(this.#at, textEnd)
    if (tag < 0) {
      this.#at = source.length
      return
    }
    const next = source.charCodeAt(tag + 1)
    if (next === SLASH) this.#readEndTag(tag)
    else if (next === BANG) this.#readDeclaration(tag)
    else if (next === QUESTION) this.#readInstruction(tag)
    else if (next === PERCENT) this.#skip(tag, '%>', 2)
    else this.#readStartTag(tag)
  }

  #readText(start: number, end: number): void {
    const source = this.#source
    if (this.#open === undefined) {
      const seen = skipSpace(source, start)
      if (seen < end && !this.#fragment) this.#fail(this.#roots.length > 0 ? 'trailing-content' : 'bad-markup', seen)
    }
    if (this.#cdataEnd < start) this.#cdataEnd = orEnd(source.indexOf(']]>', start), source)
    if (this.#cdataEnd < end) this.#fail('bad-markup', this.#cdataEnd, ']]> in text')
    if (this.#ampersand < start) this.#ampersand = orEnd(source.indexOf('&', start), source)
    while (this.#ampersand < end) {
      const next = this.#readReference(this.#ampersand)
      this.#ampersand = orEnd(source.indexOf('&', next), source)
    }
  }

  /** Offset behind the reference, or behind the template expression that holds the ampersand. */
  #readReference(start: number): number {
    const end = findReferenceEnd(this.#source, start)
    if (end >= 0) return end
    const holeEnd = findHoleEnd(this.#source, start)
    if (holeEnd < 0) this.#fail('bad-entity', start)
    return holeEnd
  }

  #readStartTag(start: number): void {
    const source = this.#source
    const nameEnd = findNameEnd(source, start + 1)
    if (nameEnd === start + 1) this.#fail('bad-markup', start)
    if (this.#open === undefined && this.#roots.length > 0 && !this.#fragment) this.#fail('trailing-content', start)
    if (this.#depth >= this.#maxDepth) this.#fail('too-deep', start, `limit ${this.#maxDepth}`)
    const element: ElementNode = {
      name: source.slice(start + 1, nameEnd),
      start,
      attributes: [],
      children: [],
      parent: this.#open,
      attributesEnd: nameEnd,
      contentStart: 0,
      contentEnd: 0,
      end: 0,
    }
    this.#at = nameEnd
    this.#readAttributes(element)
    if (this.#open === undefined) this.#roots.push(element)
    else this.#open.children.push(element)
    this.#closeStartTag(element)
  }

  #closeStartTag(element: ElementNode): void {
    const empty = this.#source.charCodeAt(this.#at) === SLASH
    if (empty && this.#source.charCodeAt(this.#at + 1) !== GT) this.#fail('bad-markup', this.#at)
    this.#at += empty ? 2 : 1
    element.contentStart = this.#at
    if (empty) {
      element.contentEnd = this.#at
      element.end = this.#at
    } else {
      this.#open = element
      this.#depth++
    }
  }

  /** Reads attributes up to `>` or `/`. */
  #readAttributes(element: ElementNode): void {
    const source = this.#source
    const { attributes } = element
    let names: Set<string> | undefined
    for (;;) {
      const start = skipSpace(source, this.#at)
      const code = source.charCodeAt(start)
      if (code === GT || code === SLASH) {
        this.#at = start
        return
      }
      if (start >= source.length) this.#fail('unclosed-element', start, `<${element.name}> is open`)
      if (start === this.#at) this.#failInTag(element, start, 'expected white space, > or />')
      const attribute = this.#readAttribute(element, start)
      if (attributes.length >= FEW) names ??= new Set(attributes.map(({ name }) => name))
      const isDuplicate = names === undefined ? hasName(attributes, attribute.name) : names.has(attribute.name)
      if (isDuplicate) this.#fail('duplicate-attribute', start, attribute.name)
      names?.add(attribute.name)
      attributes.push(attribute)
      element.attributesEnd = this.#at
    }
  }

  #readAttribute(element: ElementNode, start: number): AttributeNode {
    const source = this.#source
    const nameEnd = findNameEnd(source, start)
    if (nameEnd === start) this.#failInTag(element, start, 'expected an attribute name')
    const equals = skipSpace(source, nameEnd)
    if (source.charCodeAt(equals) !== EQUALS) this.#failInTag(element, equals, 'expected = and a quoted value')
    const open = skipSpace(source, equals + 1)
    const quote = source.charCodeAt(open)
    if (quote !== QUOTE && quote !== APOSTROPHE) this.#fail('bad-markup', open, 'expected a quoted value')
    const valueStart = open + 1
    const valueEnd = this.#findValueEnd(valueStart, quote)
    this.#at = valueEnd + 1
    const raw = source.slice(valueStart, valueEnd)
    const value = this.#hasReference ? decode(raw) : raw
    return { name: source.slice(start, nameEnd), start, valueStart, valueEnd, value }
  }

  /** A template expression in place of an attribute, or a quote inside one, is worth naming: only its author can resolve it. */
  #failInTag({ attributes }: ElementNode, offset: number, seen: string): never {
    const last = attributes.at(-1)
    const isTemplate = startsHole(this.#source, offset) || (last !== undefined && leavesHoleOpen(last.value))
    return isTemplate ? this.#fail('template-in-tag', offset) : this.#fail('bad-markup', offset, seen)
  }

  #findValueEnd(start: number, quote: number): number {
    const source = this.#source
    let at = start
    this.#hasReference = false
    while (at < source.length) {
      const code = source.charCodeAt(at)
      if (code === quote) return at
      if (code === AMPERSAND) {
        this.#hasReference = true
        at = this.#readReference(at)
      } else if (code !== LT) at++
      else if (source.charCodeAt(at + 1) === PERCENT) at = this.#findEnd(at, '%>', 2)
      else this.#fail('bad-markup', at, '< in an attribute value')
    }
    return this.#fail('unclosed-element', start, 'the value has no closing quote')
  }

  #readEndTag(start: number): void {
    const source = this.#source
    const open = this.#open
    if (open === undefined) this.#fail('mismatched-tag', start, 'nothing is open')
    const nameEnd = start + 2 + open.name.length
    const end = skipSpace(source, nameEnd)
    if (!source.startsWith(open.name, start + 2) || source.charCodeAt(end) !== GT)
      this.#fail('mismatched-tag', start, `expected </${open.name}>`)
    open.contentEnd = start
    open.end = end + 1
    this.#open = open.parent
    this.#depth--
    this.#at = end + 1
  }

  /** Steps over a comment or CDATA section; refuses everything else that starts with `<!`. */
  #readDeclaration(start: number): void {
    const source = this.#source
    if (source.startsWith('--', start + 2)) {
      const end = this.#findEnd(start, '--', 4)
      if (source.charCodeAt(end) !== GT) this.#fail('bad-markup', end - 2, '-- in a comment')
      this.#at = end + 1
    } else if (source.startsWith('[CDATA[', start + 2)) {
      if (this.#open === undefined && !this.#fragment) this.#fail('bad-markup', start, 'CDATA outside the root')
      this.#skip(start, ']]>', 9)
    } else this.#fail(/^DOCTYPE/i.test(source.slice(start + 2, start + 9)) ? 'doctype-forbidden' : 'bad-markup', start)
  }

  #readInstruction(start: number): void {
    const source = this.#source
    const nameEnd = findNameEnd(source, start + 2)
    const target = source.slice(start + 2, nameEnd)
    if (target.toLowerCase() === 'xml') this.#fail('bad-declaration', start)
    const next = source.charCodeAt(nameEnd)
    if (target === '' || !(isSpace(next) || next === QUESTION)) this.#fail('bad-markup', start)
    this.#skip(start, '?>', nameEnd - start)
  }

  #skip(start: number, close: string, opening: number): void {
    this.#at = this.#findEnd(start, close, opening)
  }

  #findEnd(start: number, close: string, opening: number): number {
    const end = this.#source.indexOf(close, start + opening)
    if (end < 0) this.#fail('bad-markup', start, `${close} is missing`)
    return end + close.length
  }

  #fail(code: VoiceXmlErrorCode, offset: number, seen?: string): never {
    throw new VoiceXmlError(code, locate(this.#source, offset), seen)
  }
}

function hasName(attributes: readonly AttributeNode[], name: string): boolean {
  for (const attribute of attributes) if (attribute.name === name) return true
  return false
}

const orEnd = (offset: number, text: string): number => (offset < 0 ? text.length : offset)
