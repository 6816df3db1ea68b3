import type { NewFile } from '../touchpoint.ts'
import type { SignedCase } from './signed-case.ts'

/** The code base a test is written into; paths are relative to its root, with forward slashes. */
export interface CodeBase {
  readonly has: (path: string) => boolean
  /** Text of a file; `undefined` where there is none. */
  readonly read: (path: string) => string | undefined
  /** Names of the entries of a folder; none where there is no folder. */
  readonly list: (folder: string) => readonly string[]
}

/** Where the test of a verifier file goes, and what its template is filled with. */
export interface TestPlace {
  readonly path: string
  /** Names of the parts of the template that are kept, besides that of the target. */
  readonly parts?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
  /** The framework that has to be added first; absent when the code base has it, or the language brings it. */
  readonly missing?: string
}

/** How the verifier of one language is tested. */
export interface TestLanguage {
  /** Name of the verifier file. */
  readonly verifier: string
  /** Name of the template in `verifiers/tests`. */
  readonly template: string
  readonly place: (verifier: NewFile, code: CodeBase) => TestPlace
  /** One recorded request as the template lists it. */
  readonly print: (one: SignedCase) => string
}
