import { isFields } from '../records.ts'
import type { Calls, CreateCallOptions, CreatedCall } from '../surface/calls.ts'
import { createCounter, type SplitCounters } from './counters.ts'
import { createMemoryOwners, type OwnerStore } from './owner-store.ts'
import { createOwners, type UnknownOwner } from './owners.ts'
import type { SplitEvent } from './place-call.ts'
import { type PlannedCall, type SplitRoute, toChooser } from './route.ts'
import type { Vendor } from './vendor.ts'
import { callVendor, openClients, type VendorClient, type VendorSource } from './vendor-client.ts'

/** What a split client needs. */
export interface SplitOptions {
  /** The `plivo` package's `Client`. It repeats a call by itself after a 5xx: nothing here can stop that. */
  readonly plivo: VendorSource
  /**
   * This package's `Client`, best as a function: `() => new Client()` is made when the first call goes to Vobiz, so
   * that an application starts before Vobiz's credentials are set. One with Plivo's credentials is refused then.
   */
  readonly vobiz: VendorSource
  readonly route: SplitRoute
  /** Which vendor owns which call. Default: memory; use Redis for several processes. */
  readonly store?: OwnerStore
  /** Try the other vendor when the first surely placed no call. Default true. */
  readonly fallback?: boolean
  /**
   * Fits a call to the vendor that is about to place it. Numbers cannot move, so `from` is usually another one:
   * `(call, vendor) => ({ ...call, from: callerIds[vendor] })`. Default: the call as it is.
   */
  readonly prepare?: (call: PlannedCall, vendor: Vendor) => PlannedCall
  /** Default `ask`. */
  readonly unknownOwner?: UnknownOwner
  /** Told what happens; no phone numbers. */
  readonly onEvent?: (event: SplitEvent) => void
}

/** Methods of `calls` that name a call. */
type OwnedMethod = Exclude<keyof Calls, 'create' | 'list' | 'listLiveCalls' | 'listQueuedCalls'>

/** `calls` over both vendors. Lists are not merged: ask `split.plivo` or `split.vobiz`. */
export interface SplitCalls extends Pick<Calls, OwnedMethod> {
  /** One destination places one call; several place one each, at the vendor of each. */
  create(
    from: string,
    to: string | readonly string[],
    answerUrl: string,
    options?: CreateCallOptions,
  ): Promise<CreatedCall>
}

/** A client that places outbound calls with one vendor or the other. */
export interface SplitClient {
  readonly calls: SplitCalls
  readonly plivo: VendorClient
  /** Throws while it cannot be made. */
  readonly vobiz: VendorClient
  /** Changes the route from the next call on. Calls in progress stay where they are. */
  setRoute(route: SplitRoute): void
  /** Remembers the owner of a call learnt elsewhere: inbound calls, and Plivo's CallUUID, which is not its RequestUUID. */
  learn(uuid: string, vendor: Vendor): Promise<void>
  /** The vendor that owns a call. */
  ownerOf(uuid: string): Promise<Vendor>
  counters(): SplitCounters
}

/** Reads that tell whether a vendor knows a call. */
const LIVE = ['getLiveCall', 'getQueuedCall'] as const

const OWNED: Readonly<Record<OwnedMethod, readonly string[]>> = {
  cancel: LIVE,
  get: ['get'],
  getAllStream: LIVE,
  getLiveCall: ['getLiveCall'],
  getQueuedCall: ['getQueuedCall'],
  getStream: LIVE,
  hangup: LIVE,
  playMusic: LIVE,
  record: LIVE,
  sendDigits: LIVE,
  speakText: LIVE,
  stopAllStream: LIVE,
  stopPlayingMusic: LIVE,
  stopRecording: LIVE,
  stopSpeakingText: LIVE,
  stopStream: LIVE,
  stream: LIVE,
  transfer: LIVE,
}

/** A listener that throws must not turn a call that was placed into one that failed. */
function toSafe(listener: ((event: SplitEvent) => void) | undefined): (event: SplitEvent) => void {
  return (event) => {
    try {
      listener?.(event)
    } catch {
      // Its own affair.
    }
  }
}

/**
 * Moves outbound calls from Plivo to Vobiz a share at a time. Whatever is done to a call later goes to the vendor that
 * placed it. When a vendor surely placed nothing (no connection, 401, 402, 403, 429), the other one gets the call; when
 * nobody knows, the error is passed on and nothing is dialled twice.
 *
 * @example
 * const split = createSplitClient({ plivo, vobiz, route: { percent: 10 } })
 * const { requestUuid } = await split.calls.create(from, to, answerUrl)
 * split.setRoute({ percent: 50 })
 * await split.calls.hangup(requestUuid) // at the vendor that placed it
 */
export function createSplitClient(options: SplitOptions): SplitClient {
  const { store = createMemoryOwners(), fallback = true, unknownOwner = 'ask' } = options
  const { prepare = (call) => call } = options
  const onEvent = toSafe(options.onEvent)
  const clients = openClients(options)
  const counter = createCounter()
  const owners = createOwners({ clients, store, memory: createMemoryOwners(), unknownOwner })
  let choose = toChooser(options.route)

  const learn = async (uuid: string, vendor: Vendor): Promise<void> => {
    if (!(await owners.learn(uuid, vendor))) onEvent({ type: 'owner-not-stored', vendor, uuid })
  }
  const place = async (call: PlannedCall): Promise<unknown> =>
    (await import('./place-call.ts')).placeCall(call, await choose(call), {
      clients,
      counter,
      fallback,
      prepare,
      learn,
      onEvent,
    })

  const owned = Object.entries(OWNED).map(([name, probes]) => [
    name,
    async (uuid: string, ...rest: readonly unknown[]) =>
      callVendor(clients[await owners.find(uuid, probes)], name, [uuid, ...rest]),
  ])
  const create = async (from: string, to: string | readonly string[], answerUrl: string, given?: CreateCallOptions) => {
    const them = (typeof to === 'string' ? to.split('<') : to).map((one) => one.trim())
    const calls = them.map((one) => ({ from, to: one, answerUrl, options: isFields(given) ? given : {} }))
    if (calls.length === 1 && calls[0] !== undefined) return place(calls[0])
    return (await import('./place-call.ts')).placeAll(calls, place)
  }
  return {
    // Results are the vendors' own, of Plivo's shapes.
    calls: { ...Object.fromEntries(owned), create } as unknown as SplitCalls,
    get plivo() {
      return clients.plivo
    },
    get vobiz() {
      return clients.vobiz
    },
    setRoute: (route) => {
      choose = toChooser(route)
    },
    learn,
    ownerOf: (uuid) => owners.find(uuid, LIVE),
    counters: counter.read,
  }
}
