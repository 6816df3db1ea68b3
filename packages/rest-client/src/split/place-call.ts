import { IncompleteError } from '../errors.ts'
import { isMissing } from '../records.ts'
import type { Counter } from './counters.ts'
import type { PlannedCall } from './route.ts'
import { isUncertain, isUnplaced } from './unplaced.ts'
import { otherThan, type Vendor } from './vendor.ts'
import { callVendor, type VendorClients } from './vendor-client.ts'

/** Something a split client did. */
export type SplitEvent =
  | { readonly type: 'placed'; readonly vendor: Vendor; readonly rescued: boolean }
  | { readonly type: 'failed'; readonly vendor: Vendor; readonly error: unknown; readonly fallsBack: boolean }
  | { readonly type: 'uncertain'; readonly vendor: Vendor; readonly error: unknown }
  | { readonly type: 'owner-not-stored'; readonly vendor: Vendor; readonly uuid: string }

/** What placing needs. */
export interface Placing {
  readonly clients: VendorClients
  readonly counter: Counter
  readonly fallback: boolean
  readonly prepare: (call: PlannedCall, vendor: Vendor) => PlannedCall
  readonly learn: (uuid: string, vendor: Vendor) => Promise<void>
  readonly onEvent: (event: SplitEvent) => void
}

/** Ids a vendor answers; Plivo gives an array for several destinations. */
function readUuids(result: unknown): readonly string[] {
  const found =
    typeof result === 'object' && result !== null && 'requestUuid' in result ? result.requestUuid : undefined
  return (Array.isArray(found) ? found : [found]).filter((uuid) => typeof uuid === 'string')
}

async function attempt(call: PlannedCall, vendor: Vendor, placing: Placing): Promise<unknown> {
  const { from, to, answerUrl, options } = placing.prepare(call, vendor)
  const result = await callVendor(placing.clients[vendor], 'create', [from, to, answerUrl, options])
  placing.counter.add(vendor, 'placed')
  // The call is on its way: whatever fails from here on must not look like a failed call.
  for (const uuid of readUuids(result)) await placing.learn(uuid, vendor)
  return result
}

/** Places one call, at the other vendor when the first surely did not. */
export async function placeCall(call: PlannedCall, vendor: Vendor, placing: Placing): Promise<unknown> {
  const { counter, onEvent, fallback } = placing
  counter.add(vendor, 'routed')
  try {
    const result = await attempt(call, vendor, placing)
    onEvent({ type: 'placed', vendor, rescued: false })
    return result
  } catch (error) {
    report({ error, vendor, fallsBack: fallback && isUnplaced(error) }, placing)
    if (!fallback || !isUnplaced(error)) throw error
  }
  const other = otherThan(vendor)
  try {
    const result = await attempt(call, other, placing)
    counter.add(other, 'rescued')
    onEvent({ type: 'placed', vendor: other, rescued: true })
    return result
  } catch (error) {
    report({ error, vendor: other, fallsBack: false }, placing)
    throw error
  }
}

interface Failure {
  readonly error: unknown
  readonly vendor: Vendor
  readonly fallsBack: boolean
}

function report({ error, vendor, fallsBack }: Failure, { counter, onEvent }: Placing): void {
  const uncertain = isUncertain(error)
  counter.add(vendor, uncertain ? 'uncertain' : 'failed')
  onEvent(uncertain ? { type: 'uncertain', vendor, error } : { type: 'failed', vendor, error, fallsBack })
}

/** Several destinations: one call each. `requestUuid` is an array, as Plivo answers; a failure says which stand. */
export async function placeAll(
  calls: readonly PlannedCall[],
  place: (call: PlannedCall) => Promise<unknown>,
): Promise<unknown> {
  const settled = await Promise.allSettled(calls.map(place))
  const requestUuid = settled.flatMap((one) => (one.status === 'fulfilled' ? readUuids(one.value) : []))
  const failed = settled.filter((one) => one.status === 'rejected')
  const first = failed[0]
  if (first === undefined) return { message: 'calls fired', requestUuid }
  if (failed.length === calls.length) throw first.reason
  const uncertain = failed.some(({ reason }) => isUncertain(reason))
  throw new IncompleteError(`${failed.length} of ${calls.length} calls were not placed; the others stand.`, {
    code: 'incomplete',
    outcome: uncertain ? 'unknown' : 'refused',
    cause: first.reason,
    completed: requestUuid.filter((uuid) => !isMissing(uuid)),
    result: { message: 'calls fired', requestUuid },
  })
}
