import type { CallProvider } from '../call.ts'

/** Counts of one stretch of time by what was counted: `received vobiz answer`. */
export type Counts = Record<string, number>

/** Stretches of time whose counts are kept, and how many of each. */
export const PERIODS = {
  minute: { ms: 60_000, kept: 90 },
  hour: { ms: 3_600_000, kept: 48 },
  day: { ms: 86_400_000, kept: 35 },
} as const

/** A stretch of time. */
export type Period = keyof typeof PERIODS

/** How often something was seen, and when last, in milliseconds since 1970. */
export interface Sighting {
  count: number
  last: number
}

/** A parameter no table knows. */
export interface UnknownParameter {
  readonly provider: CallProvider
  /** The event it came with first. */
  readonly event: string
  readonly first: number
}

/** Everything the counters keep, as it stands in the store. */
export interface Ledger {
  readonly version: 1
  /** When counting began. */
  readonly since: number
  /** When it was saved last. */
  saved: number
  /** Counts by number of the stretch since 1970. */
  readonly periods: Readonly<Record<Period, Record<string, Counts>>>
  /** When each platform sent something last: `received plivo`, `refused plivo`. */
  readonly last: Record<string, number>
  /** Routes and numbers, the last digits only, that Plivo still calls. */
  readonly routes: Record<string, Sighting>
  readonly numbers: Record<string, Sighting>
  readonly unknown: Record<string, UnknownParameter>
}

/** A ledger in which nothing has been counted. */
export const createLedger = (now: number): Ledger => ({
  version: 1,
  since: now,
  saved: now,
  periods: { minute: {}, hour: {}, day: {} },
  last: {},
  routes: {},
  numbers: {},
  unknown: {},
})

/** Reads a ledger from the store; what is none, or of another version, is `undefined`. */
export function readLedger(text: string | undefined): Ledger | undefined {
  if (text === undefined) return undefined
  try {
    const held: Ledger | undefined = JSON.parse(text)
    return held?.version === 1 ? held : undefined
  } catch {
    return undefined
  }
}
