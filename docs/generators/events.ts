import { EVENTS, type EventRow } from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of `Event` values. */
export function eventsPage(): string {
  const rows = (EVENTS as readonly EventRow[]).map((row) => [
    row.kind,
    code(row.plivo),
    code(row.vobiz),
    row.expectsXml ? 'yes' : 'no',
    (row.aliases ?? []).map(code).join(', '),
    row.note ?? '',
    cite(row.source),
  ])
  return `# Events

What the \`Event\` parameter says, which handler of the shim gets it, and whether the provider runs the XML it gets
back. Route on \`Event\`: never on the path alone, and never on \`CallStatus=ringing\` alone.

${toTable(['Handler', 'Plivo', 'Vobiz', 'XML back', 'Also read as', 'Note', 'Source'], rows)}
`
}
