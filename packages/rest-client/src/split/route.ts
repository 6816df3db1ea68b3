import { PlivoRestError } from '../errors.ts'
import { toDigits } from '../phone-number.ts'
import type { Vendor } from './vendor.ts'

/** A call that is about to be placed. */
export interface PlannedCall {
  readonly from: string
  readonly to: string
  readonly answerUrl: string
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Which vendor places a call.
 *
 * - `percent`: that share of destinations goes to Vobiz, always the same ones. Raising it moves more, and none back.
 *   `salt` picks another share of the same size.
 * - `prefixes`: the longest prefix of the destination decides, digits without `+`; `otherwise` takes the rest.
 * - a function: anything else.
 */
export type SplitRoute =
  | { readonly percent: number; readonly salt?: string }
  | { readonly prefixes: Readonly<Record<string, Vendor>>; readonly otherwise: Vendor }
  | ((call: PlannedCall) => Vendor | Promise<Vendor>)

/** Where 0 to 100 a destination falls. The same number written with or without `+` falls on the same place. */
async function toBucket(destination: string, salt = ''): Promise<number> {
  const { createHash } = await import('node:crypto')
  const digest = createHash('sha256')
    .update(`${salt}\0${toDigits(destination) ?? destination}`)
    .digest()
  return (digest.readUInt32BE(0) / 2 ** 32) * 100
}

const refuse = (message: string): PlivoRestError =>
  new PlivoRestError(message, { code: 'configuration', outcome: 'not-sent' })

const isVendor = (value: unknown): value is Vendor => value === 'plivo' || value === 'vobiz'

function checkVendor(value: unknown): Vendor {
  if (isVendor(value)) return value
  throw refuse(`The route chose ${JSON.stringify(value)}; expected "plivo" or "vobiz".`)
}

/** Turns a route into a function; throws when it makes no sense. */
export function toChooser(route: SplitRoute): (call: PlannedCall) => Promise<Vendor> {
  if (typeof route === 'function') return async (call) => checkVendor(await route(call))
  if ('percent' in route) {
    const { percent, salt } = route
    if (!(percent >= 0 && percent <= 100)) throw refuse(`percent is ${percent}; expected 0 to 100.`)
    return async ({ to }) => ((await toBucket(to, salt)) < percent ? 'vobiz' : 'plivo')
  }
  const otherwise = checkVendor(route.otherwise)
  const rows = Object.entries(route.prefixes)
    .map(([prefix, vendor]) => [prefix.replace(/^\+/, ''), checkVendor(vendor)] as const)
    .sort(([a], [b]) => b.length - a.length)
  return async ({ to }) => {
    const digits = toDigits(to) ?? to
    return rows.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? otherwise
  }
}
