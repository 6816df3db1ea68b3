import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'

const CGI = 'HTTP_'

/**
 * How code writes a header's name: as sent (`X-Plivo-…`), as CGI, Rack and PHP name it (`HTTP_X_PLIVO_…`), with
 * underscores alone (`x_plivo_…`), or in a way that names no header at all (`X-Plivo-Signature-V3_Nonce`).
 */
export type Spelling = 'sent' | 'cgi' | 'underscores' | 'wrong'

/** A header's name as code has it. */
export interface HeaderName {
  readonly row: HeaderRow
  readonly spelling: Spelling
}

const toKey = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^http-/, '')

const rows: ReadonlyMap<string, HeaderRow> = new Map(
  (HEADERS as readonly HeaderRow[])
    .filter(({ provider }) => provider === 'plivo')
    .map((row) => [toKey(row.name), row] as const),
)

/** The signature header of Plivo's that a text names, rightly or wrongly spelt. */
export function findHeaderName(written: string): HeaderName | undefined {
  const row = rows.get(toKey(written))
  return row === undefined ? undefined : { row, spelling: getSpelling(written) }
}

function getSpelling(written: string): Spelling {
  if (/^HTTP_[A-Z0-9_]+$/i.test(written)) return 'cgi'
  if (/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/i.test(written)) return 'sent'
  return /^[A-Z0-9]+(?:_[A-Z0-9]+)*$/i.test(written) ? 'underscores' : 'wrong'
}

/** The counterpart's name in the form and case the author writes header names in. */
export function toVobizName(written: string, { row, spelling }: HeaderName): string {
  const name = row.vobiz ?? ''
  if (spelling === 'cgi') return CGI + name.toUpperCase().replaceAll('-', '_')
  const spelt = spelling === 'underscores' ? name.replaceAll('-', '_') : name
  if (written === written.toLowerCase()) return spelt.toLowerCase()
  return written === written.toUpperCase() ? spelt.toUpperCase() : spelt
}
