/** One cell: pipes and line breaks would end the row, and a tag outside code would be taken for one. */
const cell = (text: string): string =>
  escapeTags(text)
    .replace(/\|/g, '\\|')
    .replace(/\s*\n\s*/g, ' ')

/** Shows tags as they are written. */
const escapeTags = (text: string): string =>
  text.replace(/(`+)[^`].*?\1|<(?=[/?!a-z])/gis, (match, tick?: string) => (tick ? match : '&lt;'))

/** A Markdown table; an empty cell becomes a dash. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((text) => cell(text) || '-').join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** A name as inline code, or nothing. */
export const code = (name: string | null | undefined): string => (name ? `\`${name}\`` : '')

/** Links to the cited documents. */
export const cite = (sources: readonly string[]): string =>
  sources.map((id) => `[${id}](sources.md#${toAnchor(id)})`).join(', ')

/** Anchor of a source on the sources page. */
export const toAnchor = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]+/g, '-')
