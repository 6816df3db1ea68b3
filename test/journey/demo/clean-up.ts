/** Things to undo, last first, exactly once. */
export interface CleanUp {
  readonly add: (undo: () => void | Promise<void>) => void
  readonly run: () => Promise<void>
}

/** Starts a list of things to undo. */
export function createCleanUp(): CleanUp {
  const pending: (() => void | Promise<void>)[] = []
  return {
    add: (undo) => void pending.push(undo),
    run: async () => {
      for (let undo = pending.pop(); undo !== undefined; undo = pending.pop()) await undo()
    },
  }
}

/** Also cleans up when the person presses Ctrl-C, or the terminal goes away. */
export function cleanUpOnSignals(cleanUp: CleanUp): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => {
      void cleanUp.run().finally(() => process.exit(code))
    })
  }
}
