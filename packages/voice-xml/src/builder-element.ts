import { type ATTRIBUTES, ELEMENT, type PlivoElementName } from '@plivo-to-vobiz/mappings'
import { findFacts } from './element-facts.ts'
import { encodeAttribute, encodeText } from './entities.ts'
import { VoiceXmlError } from './errors.ts'
import { findLintFacts } from './lint-facts.ts'
import type { TranslateOptions } from './options.ts'
import { type Translation, translate } from './translate.ts'

/** A value of an attribute; written with `String()`. */
export type AttributeValue = string | number | boolean

/** Attributes of one PlivoXML element, by Plivo's names. */
export type AttributesOf<E extends PlivoElementName> = {
  readonly [K in Extract<(typeof ATTRIBUTES)[number], { on: E }>['plivo']]?: AttributeValue
}

type Values = Readonly<Record<string, AttributeValue | undefined>>

const START = { line: 1, column: 1 }

/**
 * An element under construction, with Plivo's method names and argument order. As in Plivo's package every element has
 * every method, an `add…` returns the new child, and what cannot stand there is refused.
 *
 * Throws {@link VoiceXmlError}: `not-nestable`, `unknown-attribute`, `text-missing` or `value-missing`, where Plivo throws too.
 */
export class BuilderElement {
  readonly #name: PlivoElementName
  readonly #attributes: readonly (readonly [string, AttributeValue])[]
  readonly #children: (BuilderElement | string)[] = []

  constructor(name: PlivoElementName, text: string = '', attributes: Values = {}) {
    this.#name = name
    this.#attributes = Object.entries(attributes).map(([key, value]) => [key, toValue(name, key, value)])
    if (text !== '') this.#children.push(text)
  }

  addConference(body: string, attributes?: AttributesOf<typeof ELEMENT.Conference>): BuilderElement {
    return this.#add(ELEMENT.Conference, body, attributes)
  }
  addDTMF(body: string, attributes?: AttributesOf<typeof ELEMENT.DTMF>): BuilderElement {
    return this.#add(ELEMENT.DTMF, body, attributes)
  }
  addDial(attributes?: AttributesOf<typeof ELEMENT.Dial>): BuilderElement {
    return this.#add(ELEMENT.Dial, '', attributes)
  }
  addGetDigits(attributes?: AttributesOf<typeof ELEMENT.GetDigits>): BuilderElement {
    return this.#add(ELEMENT.GetDigits, '', attributes)
  }
  addGetInput(attributes?: AttributesOf<typeof ELEMENT.GetInput>): BuilderElement {
    return this.#add(ELEMENT.GetInput, '', attributes)
  }
  addHangup(attributes?: AttributesOf<typeof ELEMENT.Hangup>): BuilderElement {
    return this.#add(ELEMENT.Hangup, '', attributes)
  }
  addMessage(body: string, attributes?: AttributesOf<typeof ELEMENT.Message>): BuilderElement {
    return this.#add(ELEMENT.Message, body, attributes)
  }
  addMultiPartyCall(body: string, attributes?: AttributesOf<typeof ELEMENT.MultiPartyCall>): BuilderElement {
    return this.#add(ELEMENT.MultiPartyCall, body, attributes)
  }
  addNumber(body: string, attributes?: AttributesOf<typeof ELEMENT.Number>): BuilderElement {
    return this.#add(ELEMENT.Number, body, attributes)
  }
  addPlay(body: string, attributes?: AttributesOf<typeof ELEMENT.Play>): BuilderElement {
    return this.#add(ELEMENT.Play, body, attributes)
  }
  addPreAnswer(): BuilderElement {
    return this.#add(ELEMENT.PreAnswer, '')
  }
  addRecord(attributes?: AttributesOf<typeof ELEMENT.Record>): BuilderElement {
    return this.#add(ELEMENT.Record, '', attributes)
  }
  addRedirect(body: string, attributes?: AttributesOf<typeof ELEMENT.Redirect>): BuilderElement {
    return this.#add(ELEMENT.Redirect, body, attributes)
  }
  addSpeak(body: string, attributes?: AttributesOf<typeof ELEMENT.Speak>): BuilderElement {
    return this.#add(ELEMENT.Speak, body, attributes)
  }
  addStream(body: string, attributes?: AttributesOf<typeof ELEMENT.Stream>): BuilderElement {
    if (body === '') throw new VoiceXmlError('text-missing', START, ELEMENT.Stream)
    return this.#add(ELEMENT.Stream, body, attributes)
  }
  addUser(body: string, attributes?: AttributesOf<typeof ELEMENT.User>): BuilderElement {
    return this.#add(ELEMENT.User, body, attributes)
  }
  addWait(attributes?: AttributesOf<typeof ELEMENT.Wait>): BuilderElement {
    return this.#add(ELEMENT.Wait, '', attributes)
  }
  addBreak(attributes?: AttributesOf<typeof ELEMENT.break>): BuilderElement {
    return this.#add(ELEMENT.break, '', attributes)
  }
  addEmphasis(body: string, attributes?: AttributesOf<typeof ELEMENT.emphasis>): BuilderElement {
    return this.#add(ELEMENT.emphasis, body, attributes)
  }
  addLang(body: string, attributes?: AttributesOf<typeof ELEMENT.lang>): BuilderElement {
    return this.#add(ELEMENT.lang, body, attributes)
  }
  addP(body: string): BuilderElement {
    return this.#add(ELEMENT.p, body)
  }
  addPhoneme(body: string, attributes?: AttributesOf<typeof ELEMENT.phoneme>): BuilderElement {
    return this.#add(ELEMENT.phoneme, body, attributes)
  }
  addProsody(body: string, attributes?: AttributesOf<typeof ELEMENT.prosody>): BuilderElement {
    return this.#add(ELEMENT.prosody, body, attributes)
  }
  addS(body: string): BuilderElement {
    return this.#add(ELEMENT.s, body)
  }
  addSayAs(body: string, attributes?: AttributesOf<'say-as'>): BuilderElement {
    return this.#add(ELEMENT['say-as'], body, attributes)
  }
  addSub(body: string, attributes?: AttributesOf<typeof ELEMENT.sub>): BuilderElement {
    return this.#add(ELEMENT.sub, body, attributes)
  }
  addW(body: string, attributes?: AttributesOf<typeof ELEMENT.w>): BuilderElement {
    return this.#add(ELEMENT.w, body, attributes)
  }

  /** Adds text behind what is there; returns the element itself. */
  addText(body: string): this {
    this.#children.push(body)
    return this
  }

  /** The PlivoXML that Plivo's package prints for the same calls, but for a double quote in an attribute, which that leaves bare. */
  toPlivoXML(): string {
    const attributes = this.#attributes.map(([name, value]) => ` ${name}="${encodeAttribute(String(value))}"`).join('')
    const content = this.#children.map((child) => (typeof child === 'string' ? encodeText(child) : child.toPlivoXML()))
    const inner = content.join('')
    return inner === '' ? `<${this.#name}${attributes}/>` : `<${this.#name}${attributes}>${inner}</${this.#name}>`
  }

  /** The VobizXML: the translation of the PlivoXML. */
  toXML(options?: TranslateOptions): string {
    return this.translate(options).xml
  }

  /** The VobizXML together with what there is to say about it. */
  translate(options?: TranslateOptions): Translation {
    return translate(this.toPlivoXML(), { fragment: this.#name !== ELEMENT.Response, ...options })
  }

  #add(name: PlivoElementName, body: string, attributes?: Values): BuilderElement {
    if (body === null || body === undefined) throw new VoiceXmlError('text-missing', START, name)
    if (!mayHold(this.#name, name)) throw new VoiceXmlError('not-nestable', START, `${name} in ${this.#name}`)
    const child = new BuilderElement(name, String(body), attributes ?? {})
    this.#children.push(child)
    return child
  }
}

function mayHold(parent: PlivoElementName, child: PlivoElementName): boolean {
  return findLintFacts(parent, 'plivo')?.children.has(child) ?? false
}

function toValue(element: PlivoElementName, name: string, value: AttributeValue | null | undefined): AttributeValue {
  if (findFacts(element)?.attributes.get(name)?.plivo !== name)
    throw new VoiceXmlError('unknown-attribute', START, `${name} of ${element}`)
  if (value === null || value === undefined) throw new VoiceXmlError('value-missing', START, `${name} of ${element}`)
  return value
}
