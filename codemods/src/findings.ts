import type { Action, Kind } from './touchpoint.ts'

/** What a finding code means. */
export interface FindingRow {
  readonly kind: Kind
  /** Who acts, unless the note says otherwise. */
  readonly action: Action
  /** What was found; `{name}` places are filled from the note's arguments. */
  readonly text: string
  /** What to do about it; an empty string when nothing is. */
  readonly hint: string
  /** Page of the documentation, relative to its root. */
  readonly docs: string
}

const SIGNATURES = 'guides/signatures'

/** Every code a transform may report, sorted. */
export const FINDINGS = {
  'edit-conflict': {
    kind: 'other',
    action: 'manual',
    text: 'Two rewrites want the same lines; the second one was left out.',
    hint: 'Apply the first, then run the command again.',
    docs: 'guides/migrate',
  },
  'signature-body-unsigned': {
    kind: 'signature-validate',
    action: 'review',
    text: 'This check was rewritten. A Vobiz signature covers the URL and the nonce: the body and the query are no longer authenticated.',
    hint: 'Put what must not be forged into the path, and remember nonces, or let the shim do both.',
    docs: SIGNATURES,
  },
} as const satisfies Readonly<Record<string, FindingRow>>

/** A code of the table. */
export type FindingCode = keyof typeof FINDINGS

const rows: ReadonlyMap<string, FindingRow> = new Map(Object.entries(FINDINGS))

/** The row of a code. @throws TypeError when no row has it: a transform reports only codes of the table. */
export function getFindingRow(code: string): FindingRow {
  const row = rows.get(code)
  if (row === undefined) throw new TypeError(`No finding has the code ${code}; add a row to codemods/src/findings.ts.`)
  return row
}
