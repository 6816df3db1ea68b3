import type { SourceFile } from '../source-file.ts'
import type { Target } from '../touchpoint.ts'
import type { HeaderRead, SignatureLanguage } from './language.ts'
import type { Tracer } from './trace.ts'

/** One file under one target, with its header reads followed. */
export interface Scene {
  readonly file: SourceFile
  readonly language: SignatureLanguage
  readonly target: Target
  /** Header reads that serve Plivo alone. */
  readonly reads: readonly HeaderRead[]
  readonly trace: Tracer
}
