import { ELEMENT, ELEMENTS } from '@plivo-to-vobiz/mappings'
import { decodeText, getWideEncoding } from './encoding.ts'

const NAME = 'plivo'
/** Most of the name, as it is spelt in identifiers, class names and environment names. */
const PARTS = [NAME.slice(1), NAME.slice(1).toUpperCase()].map((part) => Buffer.from(part))
const ANY_CASE = new RegExp(NAME, 'i')

/** Markup that may stand in a file which never names the provider; `<Response` alone is also a type argument. */
const TAGS = [
  `</${ELEMENT.Response}`,
  `<${ELEMENT.Speak}`,
  ...ELEMENTS.flatMap(({ plivo, vobiz }) => (plivo === vobiz || plivo === ELEMENT.Message ? [] : [`<${plivo}`])),
]
  .filter((tag) => /[A-Z]/.test(tag))
  .map((tag) => Buffer.from(tag))

/** Whether a file may hold a touchpoint, told from its bytes alone: only candidates are decoded and parsed. */
export function isCandidate(raw: Buffer): boolean {
  const bytes = getWideEncoding(raw) === undefined ? raw : Buffer.from(decodeText(raw)?.text ?? '')
  return mentionsPlivo(bytes) || TAGS.some((tag) => bytes.includes(tag))
}

/** Whether the provider is named anywhere in a file, in any case. */
function mentionsPlivo(bytes: Buffer): boolean {
  return PARTS.some((part) => bytes.includes(part)) && ANY_CASE.test(bytes.toString('latin1'))
}
