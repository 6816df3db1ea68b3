import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** One recorded request that the unit test of a verifier file asks about, and whether it must be accepted. */
export interface SignedCase {
  readonly id: string
  readonly provider: 'plivo' | 'vobiz'
  readonly version: 'v2' | 'v3'
  readonly method: string
  readonly url: string
  readonly signatureHeader: string
  readonly signature: string
  readonly nonce: string
  readonly form: Readonly<Record<string, string>>
  readonly token: string
  readonly isValid: boolean
}

/** Reads a file of `verifiers/tests`: data of the package, also when the code runs from the build. */
export function readTestFile(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('@plivo-to-vobiz/codemods/package.json')
  return readFileSync(join(dirname(manifest), 'verifiers/tests', name), 'utf8')
}

/** The recorded requests, data of this package whose shape `signed-case.test.ts` proves, in the order in which they are written down. */
export function readSignedCases(): readonly SignedCase[] {
  const cases: readonly SignedCase[] = JSON.parse(readTestFile('vectors.json'))
  return cases
}
