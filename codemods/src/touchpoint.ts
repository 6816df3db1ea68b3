import type { Encoding } from './encoding.ts'
import type { MentionReason } from './mention-reasons.ts'

/** Area of a code base a finding belongs to; part of the report's contract. */
export type Kind =
  | 'sdk-import'
  | 'sdk-client'
  | 'signature-validate'
  | 'signature-header'
  | 'xml-builder'
  | 'xml-literal'
  | 'rest-sdk-call'
  | 'rest-raw-http'
  | 'event-param'
  | 'ring-url'
  | 'env-var'
  | 'stream'
  | 'sip-domain'
  | 'no-equivalent'
  | 'dependency'
  | 'other'

/** Who acts: `auto` is rewritten, `review` is rewritten but wants a look, `manual` only a person can do. */
export type Action = 'auto' | 'review' | 'manual'

/** What rewritten code accepts: calls of both providers during the cut-over, or of Vobiz alone after it. */
export type Target = 'both' | 'vobiz'

/** Part of a file's text: offsets in UTF-16 code units as `String.slice` takes them, the end excluded. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A place in source that depends on Plivo. Transforms extend it with what their `rewrite` needs. */
export interface Touchpoint {
  /** Name of the transform that found it. */
  readonly transform: string
  readonly kind: Kind
  readonly range: Range
}

/** One replacement of a range of a file. An insertion has an empty range. */
export interface Edit extends Range {
  readonly text: string
}

/** A file to write beside the code, such as a helper in a language without a package of ours. */
export interface NewFile {
  /** Relative to the project root, with forward slashes. */
  readonly path: string
  readonly text: string
  /**
   * Text that marks an existing file at that path as ours. A file that holds it is replaced when it differs;
   * a file without it is never touched, and the touchpoint becomes a task.
   */
  readonly marker: string
}

/** A fact to report about a touchpoint: a code of `findings.ts`, what fills its text, and where. */
export interface Note {
  readonly code: string
  /** Fills the `{name}` places of the code's text. Never a secret, token or full phone number. */
  readonly args?: Readonly<Record<string, string | number>>
  /** Defaults to the range of the touchpoint. */
  readonly range?: Range
  /** Defaults to the action of the code. */
  readonly action?: Action
}

/** What a person has to do, because no edit is surely right. */
export interface Task extends Note {
  readonly action?: 'manual'
}

/** What was found, as the report prints it: `--format json` has exactly these members. */
export interface Finding {
  readonly code: string
  readonly kind: Kind
  readonly action: Action
  /** Relative to the root, with forward slashes. */
  readonly file: string
  /** Lines and columns count from 1; columns in UTF-16 code units, the end excluded. */
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly language: string
  readonly message: string
  readonly docs: string
}

/** What becomes of a line that names Plivo. */
export type Verdict = 'rewritten' | 'person' | 'nothing'

/** One line that names Plivo, in any case, and what becomes of it. */
export interface Mention {
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  readonly verdict: Verdict
  /** Why nothing has to be done, a code of `mention-reasons.ts`; only with that verdict. */
  readonly reason?: MentionReason
}

/** A file that was not looked at, or not written, and why. */
export interface Skipped {
  readonly file: string
  readonly code: string
  readonly message: string
}

/** What becomes of one file. */
export interface FilePlan {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  /** SHA-256 of the bytes the edits were made for; absent when the file does not exist yet. */
  readonly before?: string
  /** Text of the file before and after, without a byte order mark. */
  readonly oldText: string
  readonly newText: string
  /** Whether the bytes start with a byte order mark, which is kept. */
  readonly bom: boolean
  /** How the text becomes bytes; default `utf-8`. */
  readonly encoding?: Encoding
  readonly edits: readonly Edit[]
  /** Names of the transforms that made the edits; none for files that code needs beside it. */
  readonly transforms?: readonly string[]
}

/** Everything a run found and would do: plain data to print, test, save or apply. */
export interface Plan {
  /** Absolute path the files are relative to. */
  readonly root: string
  readonly target: Target
  readonly files: { readonly walked: number; readonly parsed: number; readonly unreadable: number }
  /** Files that change, sorted by path. */
  readonly changes: readonly FilePlan[]
  /** Sorted by file, then position. */
  readonly findings: readonly Finding[]
  readonly skipped: readonly Skipped[]
  /** Every line that names Plivo in a file that was read, and what becomes of it; empty when only some transforms ran. */
  readonly mentions: readonly Mention[]
}
