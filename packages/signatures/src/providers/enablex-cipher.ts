import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { orUndefined } from '../or-undefined.ts'

/** A cipher EnableX may name: only those that check their padding. */
export interface Cipher {
  readonly name: string
  readonly keyBytes: number
  readonly ivBytes: number
}

const CIPHERS: readonly (Cipher & { readonly alias: string })[] = [
  { name: 'aes-256-cbc', alias: 'aes256', keyBytes: 32, ivBytes: 16 },
  { name: 'aes-192-cbc', alias: 'aes192', keyBytes: 24, ivBytes: 16 },
  { name: 'aes-128-cbc', alias: 'aes128', keyBytes: 16, ivBytes: 16 },
  { name: 'des-ede3-cbc', alias: 'des3', keyBytes: 24, ivBytes: 8 },
]

/** The allowed cipher of a name, whatever its case; stream modes, ECB and everything else are not there. */
export function findCipher(name: string): Cipher | undefined {
  const lower = name.toLowerCase()
  return CIPHERS.find((cipher) => cipher.name === lower || cipher.alias === lower)
}

const md5 = (...parts: readonly (string | Buffer)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest()

/** Key and IV as the removed `createDecipher` made them: MD5 chained over the App ID, one round, no salt. */
function deriveKey(appId: string, { keyBytes, ivBytes }: Cipher): readonly [key: Buffer, iv: Buffer] {
  const first = md5(appId)
  const second = md5(first, appId)
  const stream = Buffer.concat([first, second, md5(second, appId)])
  return [stream.subarray(0, keyBytes), stream.subarray(keyBytes, keyBytes + ivBytes)]
}

/** Encrypts a text under an App ID. */
export function encryptText(text: string, appId: string, cipher: Cipher): Buffer {
  const encryption = createCipheriv(cipher.name, ...deriveKey(appId, cipher))
  return Buffer.concat([encryption.update(Buffer.from(text)), encryption.final()])
}

/**
 * The JSON object inside a ciphertext, or `undefined`: bad padding, bad UTF-8 and bad JSON look the same, so that the
 * answer tells nothing about the plaintext.
 */
export function decryptObject(ciphertext: Buffer, appId: string, cipher: Cipher): object | undefined {
  const value = orUndefined((): unknown => {
    const decryption = createDecipheriv(cipher.name, ...deriveKey(appId, cipher))
    const plain = Buffer.concat([decryption.update(ciphertext), decryption.final()])
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain))
  })
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
}
