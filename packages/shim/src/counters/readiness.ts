import type { Ledger } from './ledger.ts'

/** Whether Plivo can be left. */
export interface Readiness {
  /** True when no request carrying Plivo's signature headers has come for `readyAfterDays`. */
  readonly ready: boolean
  readonly readyAfterDays: number
  /** When Plivo sent something last, refused requests included, in milliseconds since 1970. */
  readonly lastPlivo: number | undefined
  /** Since when nothing has come: the last request, or the begin of counting. */
  readonly quietSince: number
  /** When `ready` becomes true if nothing else comes. */
  readonly readyAt: number
}

const DAY_MS = 86_400_000

/**
 * Judges by every request that carries Plivo's signature headers, refused ones too: a token that is missing here must
 * not make a number look abandoned. Where counting began later than that, it counts from there.
 */
export function judgeReadiness({ last, since }: Ledger, readyAfterDays: number, now: number): Readiness {
  const seen = Math.max(last['received plivo'] ?? 0, last['refused plivo'] ?? 0)
  const quietSince = Math.max(seen, since)
  const readyAt = quietSince + readyAfterDays * DAY_MS
  return { ready: now >= readyAt, readyAfterDays, lastPlivo: seen === 0 ? undefined : seen, quietSince, readyAt }
}
