import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from './incoming.ts'
import { createLeases } from './leases.ts'
import { ACKNOWLEDGED } from './respond.ts'
import type { Store } from './store.ts'

/** The right to handle a request, to be ended by one of the two. */
export interface Claim {
  /** Remembers the reply for later deliveries. */
  readonly keep: (reply: Reply, ttlMs: number) => Promise<void>
  /** Gives the right back, so that the next delivery is handled. */
  readonly release: () => Promise<void>
}

/** What a delivery finds: the right to handle it, the reply given before, or that another is being handled. */
export type Taken = { readonly claim: Claim } | { readonly reply: Reply } | { readonly running: true }

/** Memory of replies, shared by all processes that share the store. */
export interface ReplyMemory {
  /**
   * With `wait`, waits for a delivery that is being handled as long as it may take, and handles it itself when the
   * process that did has died.
   */
  readonly take: (key: string, options: { readonly wait: boolean }) => Promise<Taken>
}

/** The acknowledgement, by far the most frequent reply, takes one letter. */
const ACK = 'a'
const print = (reply: Reply): string => (reply === ACKNOWLEDGED ? ACK : JSON.stringify(reply))
const read = (held: string): Reply => (held === ACK ? ACKNOWLEDGED : JSON.parse(held))

const RUNNING = '…'
const POLL_MS = 50

/** How long a claim outlives its process. */
const LEASE_MS = 3000

/** `runningMs` is how long a request may count as being handled at most. */
export function createReplyMemory(store: Store, runningMs: number): ReplyMemory {
  const toClaim = (key: string): Claim => ({
    keep: (reply, ttlMs) => store.put(key, print(reply), ttlMs),
    release: () => store.release(key),
  })

  const leases = createLeases((key) => store.put(key, RUNNING, LEASE_MS))

  /** A claim that ends soon after its process does: somebody may be waiting for the reply. */
  const toLease = (key: string): Claim => {
    const end = leases.begin(key)
    const { keep, release } = toClaim(key)
    return {
      keep: async (reply, ttlMs) => {
        await end()
        return keep(reply, ttlMs)
      },
      release: async () => {
        await end()
        return release()
      },
    }
  }

  return {
    take: async (key, { wait }) => {
      for (let waited = 0; ; waited += POLL_MS) {
        const held = await store.claim(key, RUNNING, wait ? LEASE_MS : runningMs)
        if (held === undefined) return { claim: wait ? toLease(key) : toClaim(key) }
        if (held !== RUNNING) return { reply: read(held) }
        if (!wait || waited >= runningMs) return { running: true }
        await sleep(POLL_MS)
      }
    },
  }
}
