import { SOURCES } from '@plivo-to-vobiz/mappings'
import { toAnchor } from './markdown.ts'

/** Page of cited documents. */
export function sourcesPage(): string {
  const entries = Object.entries(SOURCES).map(
    ([id, { title, read }]) => `<a id="${toAnchor(id)}"></a>\n\n## ${id}\n\n${title}. Read ${read}.\n`,
  )
  return `# Sources

Each row of the mapping tables cites the documents and captures it rests on. Where they disagree the row cites both.

${entries.join('\n')}`
}
