import { htmlEscape } from 'escape-goat'
import { showControls } from '../../show-controls.ts'

/** Markup that is safe to stand in a page. */
export interface Markup {
  readonly safe: string
}

type Value = string | number | Markup | undefined | readonly Value[]

/**
 * Builds markup; everything put into it is escaped, except what was itself built by it. Characters that a reader
 * would not see are written out.
 *
 * @example markup`<td>${file}</td>`
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { safe: parts.map((part, index) => part + (index < values.length ? write(values[index]) : '')).join('') }
}

/** Marks text of our own as safe: a style sheet, a script. */
export const trusted = (text: string): Markup => ({ safe: text })

function write(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return htmlEscape(showControls(value)).replaceAll('`', '&#96;')
  return 'safe' in value ? value.safe : value.map(write).join('')
}
