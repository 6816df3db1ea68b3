import { toText } from '../form.ts'
import { matchesDigest } from '../hmac.ts'
import { orUndefined } from '../or-undefined.ts'
import { digestTimestamped } from '../timestamped-body.ts'

interface Presented {
  readonly header: string
  readonly rawBody: string | Uint8Array
  readonly secrets: readonly string[]
  readonly now: number
}

/**
 * Index of the secret that `@jambonz/node-client` 0.4.11 would accept, or -1: it signs the body it has parsed and
 * printed again, takes the last timestamp, and knows an upper age alone, which a timestamp that is no number never has.
 */
export function matchesAsNodeClient({ header, rawBody, secrets, now }: Presented): number {
  const pairs = header.split(',').map((pair) => pair.split('='))
  // The package looks keys up in a plain object: an inherited method breaks it.
  if (pairs.some(([key = '']) => key !== 'constructor' && key in {})) return -1
  const last = pairs.findLast(([key]) => key === 't')
  const signatures = pairs.filter(([key]) => key === 'v1').map(([, value]) => value)
  if (last === undefined) return -1
  const text = `${last[1]}.${printAgain(toText(rawBody))}`
  for (const [index, secret] of secrets.entries()) {
    const digest = digestTimestamped(secret, text)
    for (const one of signatures) {
      if (one === undefined) return -1 // the package throws
      if (matchesDigest(one, digest)) return now - Number(last[1]) > 300 ? -1 : index
    }
  }
  return -1
}

function printAgain(body: string): string {
  const again = orUndefined(() => {
    const value: unknown = JSON.parse(body)
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
  return again ?? body
}
