import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One shared test vector, as described in test/recorded/README.md. */
export interface Vector {
  readonly id: string
  readonly scheme: string
  readonly input: {
    readonly method: string
    readonly url: string
    readonly headers: Record<string, string | string[]>
    readonly params?: Record<string, string | string[]>
    readonly rawBody?: string
    readonly token?: string
    readonly secret?: string | readonly string[]
    readonly appId?: string
    readonly now?: number
  }
  readonly expected: 'valid' | 'invalid'
  readonly hardened?: 'valid' | 'invalid'
  readonly signature?: string
  readonly plaintext?: string
  readonly reason: string
}

/** Reads a file of vectors; the folder is looked for upwards, because mutation tests run in a copy of the package. */
export function readVectors(name: string): readonly Vector[] {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, VECTORS))) folder = dirname(folder)
  return JSON.parse(readFileSync(join(folder, VECTORS, `${name}.json`), 'utf8'))
}

const VECTORS = 'test/recorded/vectors'
