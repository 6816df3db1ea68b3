import { htmlEscape } from 'escape-goat'

/** Characters no HTML or SVG document may hold, and those that turn the direction of text round. */
const UNSEEN = /[^\t\n\r -~\u00a0-\uffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

/** Half of a character that needs two. */
const TORN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text an application or a scenario brought, made safe for HTML and SVG, between tags and inside attributes. */
export function escapeText(text: string): string {
  return htmlEscape(text.replace(UNSEEN, '\ufffd').replace(TORN, '\ufffd'))
}
