/** The result of a function, or `undefined` where it throws: for parsers whose failure is an answer. */
export function orUndefined<T>(run: () => T): T | undefined {
  try {
    return run()
    // Stryker disable next-line BlockStatement: an empty block gives undefined as well
  } catch {
    return undefined
  }
}
