/** Stable codes of {@link SimulatorError}: words may change, codes do not. */
export type SimulatorErrorCode = 'bad-option' | 'bad-scenario' | 'target-not-loopback'

/**
 * What the simulator throws when it is used wrongly. What goes wrong in the application under test is never thrown:
 * it becomes a {@link Problem} of the transcript.
 */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError'
  readonly code: SimulatorErrorCode

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
