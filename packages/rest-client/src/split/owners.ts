import { setTimeout as sleep } from 'node:timers/promises'
import { PlivoRestError, ResourceNotFoundError } from '../errors.ts'
import type { OwnerStore } from './owner-store.ts'
import type { Vendor } from './vendor.ts'
import { callVendor, isUnconfigured, type VendorClients } from './vendor-client.ts'

/** What to do about a call whose owner is not in the store. `ask`: look the call up at both vendors. */
export type UnknownOwner = 'ask' | 'reject' | Vendor

/** Finds and remembers owners. */
export interface Owners {
  /** The vendor that owns a call; rejects when nobody does. `probes` are the reads that find it. */
  find(uuid: string, probes: readonly string[]): Promise<Vendor>
  /** Remembers; resolves `false` when the shared store could not be written. */
  learn(uuid: string, vendor: Vendor): Promise<boolean>
}

interface OwnersOptions {
  readonly clients: VendorClients
  readonly store: OwnerStore
  /** Asked first: what this process placed itself is never in doubt, even when the shared store is down. */
  readonly memory: OwnerStore
  readonly unknownOwner: UnknownOwner
}

/** Milliseconds a write to the shared store may take. */
const STORE_PATIENCE = 1000

const isNotFound = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 404

/** Makes the owner search of a split client. */
export function createOwners({ clients, store, memory, unknownOwner }: OwnersOptions): Owners {
  const knows = async (vendor: Vendor, uuid: string, probes: readonly string[]): Promise<boolean> => {
    for (const probe of probes) {
      try {
        await callVendor(clients[vendor], probe, [uuid])
        return true
      } catch (error) {
        // A vendor without credentials was never asked for a call.
        if (!isNotFound(error) && !isUnconfigured(error)) throw error
      }
    }
    return false
  }
  const learn = async (uuid: string, vendor: Vendor): Promise<boolean> => {
    await memory.set(uuid, vendor)
    const stored = store.set(uuid, vendor).then(
      () => true,
      () => false,
    )
    // A store that hangs must not hold up the answer to a call that is already ringing.
    return Promise.race([stored, sleep(STORE_PATIENCE, false, { ref: false })])
  }
  const ask = async (uuid: string, probes: readonly string[]): Promise<Vendor> => {
    for (const vendor of ['plivo', 'vobiz'] as const)
      if (await knows(vendor, uuid, probes)) {
        await learn(uuid, vendor)
        return vendor
      }
    throw new ResourceNotFoundError('Neither vendor knows this call.', {
      code: 'not-found',
      outcome: 'refused',
      status: 404,
    })
  }
  return {
    learn,
    async find(uuid, probes) {
      const known = (await memory.get(uuid)) ?? (await store.get(uuid).catch(() => undefined))
      if (known !== undefined) return known
      if (unknownOwner === 'plivo' || unknownOwner === 'vobiz') return unknownOwner
      if (unknownOwner === 'ask') return ask(uuid, probes)
      throw new PlivoRestError(
        'Nobody knows which vendor owns this call. Share a store, or learn() it from the webhook.',
        {
          code: 'configuration',
          outcome: 'not-sent',
        },
      )
    },
  }
}
