/** The WebSockets that are open, so that they can be ended when the gateway is. */
export interface StreamSet {
  /** Adds one; returns what to call when it has ended. */
  readonly add: (close: () => void) => () => void
  readonly closeAll: () => void
  readonly size: () => number
}

/** Starts with none. */
export function createStreamSet(): StreamSet {
  const open = new Set<{ readonly close: () => void }>()
  return {
    add: (close) => {
      const entry = { close }
      open.add(entry)
      return () => open.delete(entry)
    },
    closeAll: () => {
      for (const { close } of [...open]) close()
    },
    size: () => open.size,
  }
}
