/** A drop-in for Plivo's response builder that prints VobizXML. */
import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { BuilderElement } from './builder-element.ts'

export { type AttributesOf, type AttributeValue, BuilderElement } from './builder-element.ts'

class ResponseElement extends BuilderElement {
  constructor() {
    super(ELEMENT.Response)
  }
}

/** Makes a response, with or without `new`. */
interface ResponseConstructor {
  new (): BuilderElement
  (): BuilderElement
}

/**
 * Starts a response, as `plivo.Response` does: with or without `new`.
 *
 * @example
 * const response = Response()
 * response.addGetDigits({ action: 'https://app.example.com/menu', numDigits: 1 }).addSpeak('Press one.')
 * response.toXML() // VobizXML, with Gather
 */
// A proxy over a class is callable although the type of a class is not: the one assertion says so.
export const Response: ResponseConstructor = new Proxy(ResponseElement, {
  apply: () => new ResponseElement(),
}) as unknown as ResponseConstructor
