/** Why a run of the codemods could not start or finish. */
export type CodemodErrorCode = 'not-found' | 'dirty-tree' | 'unknown-transform' | 'git-failed' | 'bad-state'

/**
 * The one error the codemods throw on purpose: the message says what failed, what was seen and what to do.
 *
 * @example if (error instanceof CodemodError && error.code === 'dirty-tree') askForForce()
 */
export class CodemodError extends Error {
  override readonly name = 'CodemodError'
  readonly code: CodemodErrorCode

  constructor(code: CodemodErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
