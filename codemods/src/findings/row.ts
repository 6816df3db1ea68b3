import type { LanguageName } from '../source-file.ts'
import type { Action, Kind } from '../touchpoint.ts'

/** What a finding code means. */
export interface FindingRow {
  readonly kind: Kind
  /** Who acts, unless the note says otherwise. */
  readonly action: Action
  /** What was found; `{name}` places are filled from the note's arguments. */
  readonly text: string
  /** What to do about it; an empty string when nothing is. */
  readonly hint: string
  /** The same in the words of another language. */
  readonly hintFor?: Readonly<Partial<Record<LanguageName, string>>>
  /** Page of the documentation, relative to its root. */
  readonly docs: string
}

/** Pages of the documentation that findings point to. */
export const MIGRATE = 'guides/migrate'
export const SIGNATURES = 'guides/signatures/README'
export const REST = 'guides/outbound'
export const EVENTS = 'reference/params'
export const XML = 'reference/xml-findings'
