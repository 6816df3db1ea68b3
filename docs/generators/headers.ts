import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of webhook headers. */
export function headersPage(): string {
  const rows = (HEADERS as readonly HeaderRow[]).map((row) => [
    row.provider,
    code(row.name),
    row.role,
    row.scheme ?? '',
    row.account ?? '',
    row.vobiz === null ? 'none' : code(row.vobiz),
    row.note ?? '',
    cite(row.source),
  ])
  return `# Webhook headers

Names are case-insensitive. *Account* says whose token signs: the account's own, or the main (parent) account's.

${toTable(['Platform', 'Header', 'Role', 'Scheme', 'Account', 'On Vobiz', 'Note', 'Source'], rows)}
`
}
