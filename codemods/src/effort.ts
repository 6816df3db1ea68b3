import type { Finding, Kind } from './touchpoint.ts'

/** How long what is left may take, and how that was worked out. */
export interface Effort {
  /** Hours at the least and at the most, in halves. */
  readonly hours: { readonly low: number; readonly high: number }
  /** The computation in words. */
  readonly basis: string
}

const REWRITTEN = 1
const REVIEWED = 5
/** Minutes for a place that only a person can do, by kind. */
const BY_HAND: Readonly<Record<Kind, number>> = {
  'sdk-import': 5,
  'sdk-client': 15,
  'signature-validate': 45,
  'signature-header': 30,
  'xml-builder': 20,
  'xml-literal': 20,
  'rest-sdk-call': 15,
  'rest-raw-http': 30,
  'event-param': 20,
  'ring-url': 20,
  'env-var': 5,
  stream: 30,
  'sip-domain': 20,
  'no-equivalent': 120,
  dependency: 2,
  other: 10,
}
/** Share of the time that the second and later places of one kind in one file take. */
const REPEATED = 0.25
const BASIS =
  `Minutes from a fixed table, not measured on your code: ${REWRITTEN} for a rewritten place, ${REVIEWED} for one to review, ` +
  `${BY_HAND.dependency} to ${BY_HAND['no-equivalent']} by kind for one that only a person can do; further places of one kind in one file ` +
  `count a quarter. The range is half to double the sum.`

/**
 * Estimates the work a report stands for, from its findings alone; testing and the cut-over itself are not in it.
 */
export function estimateEffort(findings: readonly Finding[]): Effort {
  const seen = new Set<string>()
  let minutes = 0
  for (const { action, kind, file } of findings) {
    const full = action === 'auto' ? REWRITTEN : action === 'review' ? REVIEWED : BY_HAND[kind]
    const key = [action, kind, file].join('\n')
    minutes += seen.has(key) ? full * REPEATED : full
    seen.add(key)
  }
  return { hours: { low: toHalves(minutes / 120), high: toHalves(minutes / 30) }, basis: BASIS }
}

const toHalves = (hours: number): number => Math.ceil(hours * 2) / 2

/** The range in words. */
export function formatHours({ hours: { low, high } }: Effort): string {
  if (high === 0) return 'nothing left'
  return low === high ? `about ${high} h` : `${low} to ${high} h`
}
