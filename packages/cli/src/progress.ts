import type { Io } from './io.ts'

/** A counter on standard error that a person watches; silent elsewhere. */
export interface Progress {
  readonly step: () => void
  /** Clears the line. */
  readonly stop: () => void
}

const EVERY = 500

/** Makes a counter; it writes once every 500 files, so that short runs print nothing. */
export function createProgress(io: Pick<Io, 'interactive' | 'stderr'>, verb: string): Progress {
  let count = 0
  return {
    step: () => {
      count += 1
      if (io.interactive && count % EVERY === 0) io.stderr(`\r${verb} ${count} files`)
    },
    stop: () => {
      if (io.interactive && count >= EVERY) io.stderr('\r\u001b[K')
    },
  }
}
