/** Calls accepted within any window of some milliseconds. */
export interface Rate {
  readonly calls: number
  readonly window: number
}

/** Counts calls in a sliding window of real time; gives whether one more fits in. */
export function createRateLimit(rate: Rate | undefined, now: () => number = Date.now): () => boolean {
  const accepted: number[] = []
  return () => {
    if (rate === undefined) return true
    const moment = now()
    while (accepted.length > 0 && moment - (accepted[0] ?? moment) >= rate.window) accepted.shift()
    if (accepted.length >= rate.calls) return false
    accepted.push(moment)
    return true
  }
}
