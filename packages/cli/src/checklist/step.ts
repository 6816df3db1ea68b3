import type { EvidenceName } from './evidence.ts'

/** Who does a step: writes code, runs servers and accounts, or decides. */
export type Role = 'dev' | 'ops' | 'owner'

/** One thing to do. Texts are Markdown; `docs:` begins a link into the documentation. */
export interface Step {
  /** Stable: ticks in a file of the user's are kept by it. */
  readonly id: string
  readonly role: Role
  readonly text: string
  /** How to see that it is done. */
  readonly check?: string
  /** How to take it back. */
  readonly undo?: string
  /** A block of code that belongs to the step. */
  readonly code?: { readonly language: string; readonly text: string }
  /** What the command can tell about it from the code base; absent where only a person knows. */
  readonly evidence?: EvidenceName
}

/** Steps that belong together, in the order of work. */
export interface Section {
  readonly title: string
  readonly steps: readonly Step[]
}
