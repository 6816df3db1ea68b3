import type { Io } from './io.ts'

/** An `Io` that records what is written; for tests. */
export function createTestIo(options: Partial<Io> = {}): Io & { out: () => string; err: () => string } {
  let out = ''
  let err = ''
  return {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    stdin: async () => new Uint8Array(),
    env: {},
    cwd: process.cwd(),
    colour: false,
    interactive: false,
    canAsk: false,
    ...options,
    out: () => out,
    err: () => err,
  }
}
