import type { PyNode } from '../../src/python/tree.ts'
import type { Comparison } from './comparison.ts'

/** A check that the application computes by itself, all of it understood: what a call of the helper needs. */
export interface HandWritten {
  readonly comparison: Comparison
  readonly scheme: 'v2' | 'v3'
  readonly url: string
  readonly nonce: string
  readonly signature: string
  readonly token: string
  /** The method of the request; `undefined` where the code does not say. */
  readonly method: string | undefined
  readonly params: string | undefined
}

/** An HMAC about Plivo's signatures that is left to a person, and what stands in the way. */
export interface KeptCheck {
  readonly hmac: PyNode
  readonly code: 'signature-never-matched' | 'signature-hand-written-kept'
  readonly reason: string
  /** Whether it only computes a signature, which other code may compare. */
  readonly isComputing?: true
}
