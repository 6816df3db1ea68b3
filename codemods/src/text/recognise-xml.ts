import { ELEMENT, ELEMENTS } from '@plivo-to-vobiz/mappings'

const verbs: ReadonlySet<string> = new Set(
  ELEMENTS.map(({ plivo }) => plivo).filter((name) => /^[A-Z]/.test(name) && name !== ELEMENT.Response),
)
/** Verbs that no other dialect with a Response root has. */
const own: ReadonlySet<string> = new Set([
  ...ELEMENTS.map(({ plivo, vobiz }) => (plivo !== vobiz ? plivo : '')).filter(
    (name) => verbs.has(name) && name !== ELEMENT.Message,
  ),
  ELEMENT.Speak,
  ELEMENT.PreAnswer,
])
/** Verbs of TwiML and its relatives that PlivoXML does not have. */
const FOREIGN = /<(?:Say|Pause|Enqueue|Leave|Reject|Sms|Connect|Start|Pay|Prompt|Refer|Siprec|Task|Queue|Client|Sip)\b/

/** How sure it is that a text is PlivoXML, and whether it is a whole document. */
export type Recognised = { readonly kind: 'document' | 'fragment'; readonly isSure: boolean } | undefined

/** What is known about the file around a text. */
export interface Surroundings {
  readonly mentionsPlivo: boolean
  readonly mentionsOthers: boolean
}

/** What the file around a text says about its dialect. */
export function getSurroundings(text: string): Surroundings {
  return {
    mentionsPlivo: /plivo/i.test(text.replaceAll('@plivo-to-vobiz', '')),
    mentionsOthers: /twilio|twiml|signalwire|telnyx|texml|exotel|vonage|bandwidth/i.test(text),
  }
}

/** What a file holds in which any text may be voice XML. */
export const MAY_HOLD_XML: RegExp = new RegExp(`<(?:${[ELEMENT.Response, ...verbs].join('|')})`)

/** Recognises PlivoXML by its verbs and by what stands around it; TwiML and plain markup are `undefined`. */
export function recognise(text: string, { mentionsPlivo, mentionsOthers }: Surroundings): Recognised {
  const names = [...text.matchAll(/<([A-Z][A-Za-z]*)(?=[\s/>]|$)/g)].map((match) => match[1] ?? '')
  const found = names.filter((name) => verbs.has(name))
  if (found.length === 0) return undefined
  const isDocument = names[0] === ELEMENT.Response && /<\/Response\s*>/.test(text)
  const hasOwn = found.some((name) => own.has(name))
  if (FOREIGN.test(text) && !hasOwn) return undefined
  if (!hasOwn && !mentionsPlivo) return undefined
  const isSure = hasOwn || !mentionsOthers
  if (isDocument) return { kind: 'document', isSure }
  const isMarkup = /^\s*(?:<|\$\{)/.test(text)
  return isMarkup && (hasOwn || text.includes('>')) ? { kind: 'fragment', isSure } : undefined
}
