/** Keys that are renewed as long as somebody works on what they stand for. */
export interface Leases {
  /** Renews a key from now on. Gives what ends that; it waits for a renewal under way, so that none comes after it. */
  readonly begin: (key: string) => () => Promise<void> | undefined
}

/** How often a key is renewed. */
const RENEW_MS = 1000

interface Lease {
  readonly key: string
  renewal: Promise<void> | undefined
}

/**
 * Prepares leases. Nearly all of them end before they are renewed once, so one timer looks after all instead of one for
 * each; it stops when it finds none.
 */
export function createLeases(renew: (key: string) => Promise<void>): Leases {
  const running = new Set<Lease>()
  let timer: NodeJS.Timeout | undefined

  const renewAll = (): void => {
    for (const lease of running) {
      // A store that cannot renew has said so already.
      lease.renewal = renew(lease.key).catch(() => {})
    }
    if (running.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    begin: (key) => {
      const lease: Lease = { key, renewal: undefined }
      running.add(lease)
      timer ??= setInterval(renewAll, RENEW_MS).unref()
      return () => {
        running.delete(lease)
        return lease.renewal
      }
    },
  }
}
