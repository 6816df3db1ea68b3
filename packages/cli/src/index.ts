/** The command as a function, for tests and for tools that embed it. */
export { EXIT, type ExitCode, UsageError } from './exit.ts'
export type { Io } from './io.ts'
export { main } from './main.ts'
