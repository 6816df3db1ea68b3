/** Exit codes of every command; a promise to scripts and CI. */
export const EXIT = {
  /** Done, and nothing is left to do. */
  done: 0,
  /** Findings or manual tasks remain. */
  remains: 1,
  /** Wrong usage, or the command failed. */
  failed: 2,
} as const

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** A mistake in how the command was called; printed as one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
