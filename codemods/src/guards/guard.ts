/** A function or route that checks where a webhook comes from, itself or through what it calls. */
export interface Guard {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  readonly line: number
  /** `POST /voice/answer`, or the name of the function. */
  readonly name: string
  readonly kind: 'route' | 'function'
}

/** The files of one state of a code base: on disk, or at a revision. */
export interface SourceSet {
  /** Relative to the root, sorted. */
  readonly files: readonly string[]
  /** Text of a file; `undefined` when it is not there or cannot be read. */
  read(file: string): string | undefined
}

/** What one file says about checks, before files are looked at together. */
export interface FileFacts {
  /** Functions and routes that hold a check, by name. */
  readonly checks: ReadonlySet<string>
  /** Every function and route, and where it is. */
  readonly owners: ReadonlyMap<string, { readonly line: number; readonly kind: Guard['kind'] }>
  /** What each of them mentions: `verify`, `guards.verify`. */
  readonly mentions: ReadonlyMap<string, ReadonlySet<string>>
  /** Names of other files: the local name, the module, and what of it. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>
  /** What other files call it: the exported name and the local one. */
  readonly exports: ReadonlyMap<string, string>
  /** Modules that are exported again as a whole. */
  readonly reExports: readonly string[]
  /** Whether files of its language see each other's functions without importing them one by one. Default false. */
  readonly isShared?: boolean
}
