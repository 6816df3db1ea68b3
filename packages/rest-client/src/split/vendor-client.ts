import { PlivoRestError } from '../errors.ts'
import type { Vendor } from './vendor.ts'

/** A client with Plivo's surface: the `plivo` package's `Client`, or this package's. */
export interface VendorClient {
  readonly calls: object
}

/** One client for each vendor. */
export type VendorClients = Readonly<Record<Vendor, VendorClient>>

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
