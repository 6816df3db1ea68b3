import { isBorrowed } from '../credentials.ts'
import { PlivoRestError } from '../errors.ts'
import type { Vendor } from './vendor.ts'

/** A client with Plivo's surface: the `plivo` package's `Client`, or this package's. */
export interface VendorClient {
  readonly calls: object
}

/** A client, or a function that makes it when the first call needs it, so that it need not be configured before. */
export type VendorSource = VendorClient | (() => VendorClient)

/** One client for each vendor; taking one that is not configured throws. */
export type VendorClients = Readonly<Record<Vendor, VendorClient>>

/** Makes each client at its first use, once it can be made. */
export function openClients(sources: Readonly<Record<Vendor, VendorSource>>): VendorClients {
  const plivo = createOpener(sources.plivo)
  const vobiz = createOpener(sources.vobiz)
  return {
    get plivo() {
      return plivo()
    },
    get vobiz() {
      const client = vobiz()
      if (isBorrowed(client))
        throw new PlivoRestError(
          "The client of Vobiz has Plivo's credentials, for want of its own: set VOBIZ_AUTH_ID and VOBIZ_AUTH_TOKEN.",
          { code: 'configuration', outcome: 'not-sent' },
        )
      return client
    },
  }
}

function createOpener(source: VendorSource): () => VendorClient {
  if (typeof source !== 'function') return () => source
  let made: VendorClient | undefined
  return () => {
    try {
      made ??= source()
      return made
    } catch (cause) {
      throw new PlivoRestError(`The client could not be made: ${cause instanceof Error ? cause.message : cause}`, {
        code: 'configuration',
        outcome: 'not-sent',
        cause,
      })
    }
  }
}

/** Whether a client could not be made, or used, for want of credentials: its vendor was asked nothing. */
export const isUnconfigured = (error: unknown): boolean =>
  error instanceof PlivoRestError && error.code === 'configuration' && error.outcome === 'not-sent'

/** Calls a method of `client.calls` by name; both packages have the same ones. */
export async function callVendor(client: VendorClient, name: string, given: readonly unknown[]): Promise<unknown> {
  const method: unknown = Reflect.get(client.calls, name)
  if (typeof method !== 'function')
    throw new PlivoRestError(`The client has no calls.${name}. Pass a Client of plivo 4 or of this package.`, {
      code: 'configuration',
      outcome: 'not-sent',
    })
  // Plivo's client writes into the options it is given: each vendor gets a copy of its own.
  const copies = given.map((one) => (isPlain(one) ? { ...one } : one))
  return Reflect.apply(method, client.calls, copies)
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
