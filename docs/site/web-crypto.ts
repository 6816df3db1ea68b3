/**
 * What `packages/signatures` takes from `node:crypto`, done by the browser's Web Crypto, which only answers later. A
 * digest that is not known yet reads as nought and is noted; `settle` has the noted ones computed and asks again until
 * nothing is missing.
 */
import { Buffer } from 'buffer'

type Data = string | Uint8Array
type Encoding = 'base64' | 'hex'

interface Wanted {
  readonly key: Uint8Array | undefined
  readonly algorithm: string
  readonly bytes: Uint8Array
}

const known = new Map<string, Uint8Array>()
const wanted = new Map<string, Wanted>()
const draws: number[] = []
let drawn = 0
const LENGTHS: Readonly<Record<string, number>> = { sha1: 20, sha256: 32 }
/** More rounds than any chain of digests that depend on each other is long. */
const ROUNDS = 8

/** Runs synchronous work that makes digests until every digest it asks for is known, and gives its last result. */
export async function settle<T>(work: () => T): Promise<T> {
  draws.length = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    wanted.clear()
    drawn = 0
    const result = work()
    if (wanted.size === 0) return result
    await Promise.all(Array.from(wanted, async ([name, digest]) => known.set(name, await compute(digest))))
  }
  throw new Error('The digests do not settle; please report this.')
}

/** Forgets every digest, and with them what they were made of. */
export const forget = (): void => known.clear()

async function compute({ key, algorithm, bytes }: Wanted): Promise<Uint8Array> {
  const hash = algorithm.replace('sha', 'SHA-')
  if (key === undefined) return new Uint8Array(await crypto.subtle.digest(hash, toPlain(bytes)))
  const secret = await crypto.subtle.importKey('raw', toPlain(key), { name: 'HMAC', hash }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', secret, toPlain(bytes)))
}

/** A copy that is surely an `ArrayBuffer` of its own. */
const toPlain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

class Digest {
  readonly #algorithm: string
  readonly #key: Uint8Array | undefined
  readonly #parts: Buffer[] = []

  constructor(algorithm: string, key?: Uint8Array) {
    if (!(algorithm in LENGTHS)) throw new Error(`Web Crypto has no ${algorithm}.`)
    this.#algorithm = algorithm
    this.#key = key
  }

  update(data: Data): this {
    this.#parts.push(Buffer.from(typeof data === 'string' ? Buffer.from(data, 'utf8') : data))
    return this
  }

  digest(): Buffer
  digest(encoding: Encoding): string
  digest(encoding?: Encoding): Buffer | string {
    const bytes = Buffer.concat(this.#parts)
    const key = this.#key
    const secret = key === undefined ? '' : Buffer.from(key).toString('hex')
    const name = `${this.#algorithm}|${key === undefined ? 'hash' : 'hmac'}|${secret}|${bytes.toString('hex')}`
    const found = known.get(name)
    if (found === undefined) wanted.set(name, { key, algorithm: this.#algorithm, bytes })
    const value = Buffer.from(found ?? new Uint8Array(LENGTHS[this.#algorithm] ?? 0))
    return encoding === undefined ? value : value.toString(encoding)
  }
}

export const createHash = (algorithm: string): Digest => new Digest(algorithm)

export const createSecretKey = (bytes: Uint8Array): Uint8Array => bytes

export const createHmac = (algorithm: string, key: Uint8Array): Digest => new Digest(algorithm, key)

/** Constant time is of no use where the attacker's own browser compares; the result is the same. */
export function timingSafeEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) throw new RangeError('Input buffers must have the same byte length')
  let difference = 0
  for (let index = 0; index < left.length; index += 1) difference |= (left[index] ?? 0) ^ (right[index] ?? 0)
  return difference === 0
}

/** Random, and the same in each round, since what is signed with it has to be found again. */
export function randomInt(limit: number): number {
  const value = draws[drawn] ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  draws[drawn] = value
  drawn += 1
  return value % limit
}

const refuse = (): never => {
  throw new Error('EnableX encrypts with ciphers that Web Crypto does not have.')
}
export const createCipheriv = refuse
export const createDecipheriv = refuse
