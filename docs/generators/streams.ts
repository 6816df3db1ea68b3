import { STREAM_FIELDS, STREAM_FRAMES } from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of the frames of audio streams. */
export function streamsPage(): string {
  const frames = STREAM_FRAMES.map((row) => [code(row.event), row.from, row.status, row.note, cite(row.source)])
  const fields = STREAM_FIELDS.map((row) => [
    row.event === '*' ? 'every frame' : code(row.event),
    row.from,
    code(row.field),
    row.status,
    row.plivo,
    row.vobiz,
    row.note,
    cite(row.source),
  ])
  return `# Frames of audio streams

What differs between the two platforms on the WebSocket of a \`Stream\` element. The gateway translates it with
\`--translate-streams\`, and reports what has no equivalent as \`stream.untranslatable\`. Frames and fields that are not here
are the same, or are known to neither side's documentation.

## Frames

${toTable(['Frame', 'From', 'Status', 'Note', 'Source'], frames)}

## Fields

${toTable(['Frame', 'From', 'Field', 'Status', 'Plivo', 'Vobiz', 'Note', 'Source'], fields)}
`
}
