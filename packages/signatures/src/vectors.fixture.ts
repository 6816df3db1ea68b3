import { readFileSync } from 'node:fs'

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

/** Reads a file of vectors. */
export function readVectors(name: string): readonly Vector[] {
  return JSON.parse(readFileSync(new URL(`../../../test/recorded/vectors/${name}.json`, import.meta.url), 'utf8'))
}
