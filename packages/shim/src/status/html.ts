import { htmlEscape } from 'escape-goat'

/** Markup that needs no escaping any more. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | undefined | false | readonly Html[]

/** Escapes what is put in, so that nothing a request carried becomes markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + (index < parts.length ? print(parts[index]) : '')).join('') }
}

/** Text of our own that is markup already. */
export const raw = (text: string): Html => ({ html: text })

function print(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return htmlEscape(part)
  if (typeof part === 'number') return String(part)
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}
