import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { decodeText, type EncodedText } from './encoding.ts'
import type { Skipped } from './touchpoint.ts'

/** Files above this many bytes are listed as skipped: source code of that size is generated. */
export const MAX_BYTES: number = 2 * 1024 * 1024

/** Bytes of a file, or the reason it cannot be used. The bytes are valid until the next read. */
export type ReadResult = { readonly bytes: Buffer } | { readonly skipped: Omit<Skipped, 'file'> }

/** Reads files one after another into one buffer, so that a large tree leaves no garbage behind. */
export function createReader(): (path: string) => ReadResult {
  const buffer = Buffer.allocUnsafe(MAX_BYTES + 1)
  return (path) => {
    let descriptor: number | undefined
    try {
      descriptor = openSync(path, 'r')
      const length = fill(descriptor, buffer)
      if (length > MAX_BYTES) return refuse('too-large', `It is larger than ${MAX_BYTES / 1024 / 1024} MB.`)
      return { bytes: buffer.subarray(0, length) }
    } catch (error) {
      return refuse('unreadable', `It cannot be read: ${codeOf(error)}.`)
    } finally {
      if (descriptor !== undefined) closeSync(descriptor)
    }
  }
}

/** Text of a file, or the reason why the bytes are not text. */
export type DecodeResult = EncodedText | { readonly skipped: Omit<Skipped, 'file'> }

/** Decodes a file so that writing it back leaves every byte that is not touched as it is. */
export function decode(bytes: Uint8Array): DecodeResult {
  const decoded = decodeText(bytes)
  if (decoded !== undefined) return decoded
  return bytes.includes(0)
    ? refuse('binary', 'It holds binary data.')
    : refuse('unknown-encoding', 'Its encoding is neither UTF-8 nor one that can be kept.')
}

/** Fingerprint by which a changed file is noticed before it is written. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function fill(descriptor: number, buffer: Buffer): number {
  let length = 0
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null)
    length += read
    // A regular file gives less than was asked for at its end alone.
    if (length < buffer.length) break
  }
  return length
}

const refuse = (code: string, message: string): { readonly skipped: Omit<Skipped, 'file'> } => ({
  skipped: { code, message },
})

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error'
