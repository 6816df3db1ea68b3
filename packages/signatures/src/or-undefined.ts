/** The result of a function, or `undefined` where it throws: for parsers whose failure is an answer. */
export function orUndefined<T>(run: () => T): T | undefined {
  // Stryker disable BlockStatement: an empty block gives undefined as well; without `run` nearly every test fails
  try {
    return run()
  } catch {
    return undefined
  }
  // Stryker restore BlockStatement
}
