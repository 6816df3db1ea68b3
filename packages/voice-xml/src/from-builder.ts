import { VoiceXmlError } from './errors.ts'

/** What an application may answer with: XML as text or UTF-8 bytes, or a builder of Plivo's, old or new, or of this package. */
export type VoiceReply = string | Uint8Array | { readonly toXML: () => string } | { readonly toPlivoXML: () => string }

const START = { line: 1, column: 1 }

/**
 * The PlivoXML of a reply. A builder of this package gives the PlivoXML it was called for, not what it translates to.
 *
 * Throws {@link VoiceXmlError}: `not-xml` for anything else, `bad-encoding` for bytes that are not UTF-8.
 *
 * @example translate(fromBuilder(plivo.Response())).xml
 */
export function fromBuilder(reply: unknown): string {
  if (typeof reply === 'string') return reply
  if (reply instanceof Uint8Array) return decodeUtf8(reply)
  const xml = callMethod(reply, 'toPlivoXML') ?? callMethod(reply, 'toXML')
  if (typeof xml !== 'string') throw new VoiceXmlError('not-xml', START, describe(reply))
  return xml
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new VoiceXmlError('bad-encoding', START)
  }
}

function callMethod(target: unknown, name: 'toPlivoXML' | 'toXML'): unknown {
  if (typeof target !== 'object' || target === null || !(name in target)) return undefined
  const method: unknown = Reflect.get(target, name)
  return typeof method === 'function' ? Reflect.apply(method, target, []) : undefined
}

const describe = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'object' ? (value.constructor?.name ?? 'an object') : typeof value
