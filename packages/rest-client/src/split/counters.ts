import type { Vendor } from './vendor.ts'

/** What became of the calls routed to one vendor. */
export interface VendorCounters {
  /** Calls the route chose this vendor for. */
  readonly routed: number
  /** Calls it accepted, those that fell back to it included. */
  readonly placed: number
  /** Calls that came from the other vendor after it failed. */
  readonly rescued: number
  /** Calls it surely did not place. */
  readonly failed: number
  /** Calls nobody knows about: a timeout, a dropped connection or a 5xx. */
  readonly uncertain: number
}

/** Counts of a split client. */
export type SplitCounters = Readonly<Record<Vendor, VendorCounters>>

type Writable = { -readonly [Name in keyof VendorCounters]: number }

/** Counts since the client was made. */
export interface Counter {
  add(vendor: Vendor, name: keyof VendorCounters): void
  read(): SplitCounters
}

const zero = (): Writable => ({ routed: 0, placed: 0, rescued: 0, failed: 0, uncertain: 0 })

/** Makes a counter at zero. */
export function createCounter(): Counter {
  const counts: Readonly<Record<Vendor, Writable>> = { plivo: zero(), vobiz: zero() }
  return {
    add: (vendor, name) => {
      counts[vendor][name]++
    },
    read: () => ({ plivo: { ...counts.plivo }, vobiz: { ...counts.vobiz } }),
  }
}
