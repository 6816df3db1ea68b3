import { PARAMS, type ParamRow } from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of callback parameters. */
export function paramsPage(): string {
  const rows = (PARAMS as readonly ParamRow[]).map((row) => [
    code(row.plivo),
    code(row.vobiz),
    (row.aliases ?? []).map(code).join(', '),
    row.on.join(', '),
    row.type,
    row.status,
    row.note ?? '',
    cite(row.source),
  ])
  return `# Callback parameters

Handlers behind the shim see Plivo's names whatever the provider. Everything on the wire is a string.

${toTable(['Plivo', 'Vobiz', 'Also read as', 'On', 'Type', 'Status', 'Note', 'Source'], rows)}
`
}
