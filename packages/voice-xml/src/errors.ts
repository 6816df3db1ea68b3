/** What a document can be refused for: the text says what is wrong, the hint what to do. */
const TABLE = {
  'bad-character': {
    text: 'A character that XML does not allow',
    hint: 'Remove control characters and unpaired surrogates.',
  },
  'bad-declaration': {
    text: 'The XML declaration is not well formed',
    hint: 'Write <?xml version="1.0" encoding="UTF-8"?> and nothing before it.',
  },
  'bad-encoding': { text: 'The bytes are not valid UTF-8', hint: 'Encode the document as UTF-8.' },
  'bad-entity': {
    text: 'An ampersand that starts none of &amp; &lt; &gt; &quot; &apos; or a character reference',
    hint: 'Write &amp; for an ampersand, in URLs too.',
  },
  'bad-markup': { text: 'Markup that is not well formed', hint: 'Write &lt; for a less-than sign in text.' },
  'doctype-forbidden': {
    text: 'A document type declaration',
    hint: 'Remove it: neither provider reads one, and none is ever expanded here.',
  },
  'duplicate-attribute': { text: 'An attribute that stands twice on one element', hint: 'Keep one of the two.' },
  'empty-document': { text: 'No element at all', hint: 'Return at least <Response></Response>.' },
  'mismatched-tag': { text: 'An end tag that does not match', hint: 'Close elements in the order they were opened.' },
  'not-a-response': {
    text: 'The root element is not Response',
    hint: 'Wrap the elements in <Response>, or pass `fragment: true` to translate a part of a document.',
  },
  'not-nestable': {
    text: 'An element that cannot stand there',
    hint: 'Plivo refuses it too; add it to an element that allows it.',
  },
  'not-xml': {
    text: 'Neither a string of XML nor a response builder',
    hint: 'Return a string, or an object with toXML().',
  },
  'reserved-name': {
    text: 'A name the tree cannot hold',
    hint: 'Rename the element or attribute; neither provider knows it.',
  },
  'template-in-tag': {
    text: 'A template expression where an attribute should stand, or a quote inside one',
    hint: 'Write the attribute out with the expression as its value, or translate what the template gives.',
  },
  'text-missing': { text: 'An element without its text', hint: 'Pass the text; an empty string stands for none.' },
  'too-deep': {
    text: 'Elements nested too deeply',
    hint: 'Voice documents need four levels; check what built this one.',
  },
  'too-long': { text: 'The document is too long', hint: 'Both providers stop reading at 100 kB.' },
  'trailing-content': { text: 'Content outside the root element', hint: 'Return exactly one <Response>.' },
  'unclosed-element': { text: 'The document ends inside an element', hint: 'Close every element.' },
  'unknown-attribute': {
    text: 'An attribute the element does not have',
    hint: 'Plivo refuses it too; names are case-sensitive.',
  },
  'value-missing': { text: 'An attribute without a value', hint: 'Leave the attribute away, or give it a value.' },
} as const satisfies Record<string, { readonly text: string; readonly hint: string }>

/** Stable codes of {@link VoiceXmlError}. */
export type VoiceXmlErrorCode = keyof typeof TABLE

/** What each error code means, for documentation and for tools that print their own words. */
export const VOICE_XML_ERRORS: Readonly<Record<VoiceXmlErrorCode, { readonly text: string; readonly hint: string }>> =
  TABLE

/**
 * Thrown for a document that is malformed or over a limit. `line` and `column` start at 1 and count UTF-16 units.
 *
 * @example
 * try { translate(xml) } catch (error) { if (error instanceof VoiceXmlError) console.log(error.code, error.line) }
 */
export class VoiceXmlError extends Error {
  override readonly name = 'VoiceXmlError'
  readonly code: VoiceXmlErrorCode
  readonly line: number
  readonly column: number

  constructor(code: VoiceXmlErrorCode, place: { line: number; column: number }, seen = '') {
    const { text, hint } = TABLE[code]
    super(`${text} at line ${place.line}, column ${place.column}${seen && `: ${seen}`}. ${hint}`)
    this.code = code
    this.line = place.line
    this.column = place.column
  }
}
