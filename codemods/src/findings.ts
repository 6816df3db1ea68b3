import { CALLBACKS_FINDINGS } from './findings/callbacks.ts'
import { PAGES_FINDINGS } from './findings/pages.ts'
import { PROJECT_FINDINGS } from './findings/project.ts'
import { PYTHON_FINDINGS } from './findings/python.ts'
import { REST_FINDINGS } from './findings/rest.ts'
import type { FindingRow } from './findings/row.ts'
import { SDK_FINDINGS } from './findings/sdk.ts'
import { SIGNATURE_FINDINGS } from './findings/signature.ts'
import { SIGNATURE_HEADERS_FINDINGS } from './findings/signature-headers.ts'
import { XML_FINDINGS } from './findings/xml.ts'

export type { FindingRow } from './findings/row.ts'

const TABLE = {
  ...CALLBACKS_FINDINGS,
  ...PAGES_FINDINGS,
  ...PROJECT_FINDINGS,
  ...PYTHON_FINDINGS,
  ...REST_FINDINGS,
  ...SDK_FINDINGS,
  ...SIGNATURE_FINDINGS,
  ...SIGNATURE_HEADERS_FINDINGS,
  ...XML_FINDINGS,
}

/** Every code a transform may report, sorted. */
export const FINDINGS = Object.fromEntries(Object.entries(TABLE).sort(([a], [b]) => (a < b ? -1 : 1))) as typeof TABLE // the same rows, which the type system cannot follow

/** A code of the table. */
export type FindingCode = keyof typeof FINDINGS

const rows: ReadonlyMap<string, FindingRow> = new Map(Object.entries(FINDINGS))

/** The row of a code. @throws TypeError when no row has it: a transform reports only codes of the table. */
export function getFindingRow(code: string): FindingRow {
  const row = rows.get(code)
  if (row === undefined)
    throw new TypeError(`No finding has the code ${code}; add a row to a file of codemods/src/findings.`)
  return row
}
