import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const SignedCaseSchema = z.object({
  id: z.string(),
  provider: z.enum(['plivo', 'vobiz']),
  version: z.enum(['v2', 'v3']),
  method: z.string(),
  url: z.string(),
  signatureHeader: z.string(),
  signature: z.string(),
  nonce: z.string(),
  form: z.record(z.string(), z.string()),
  token: z.string(),
  isValid: z.boolean(),
})

/** One recorded request that the unit test of a verifier file asks about, and whether it must be accepted. */
export type SignedCase = z.infer<typeof SignedCaseSchema>

/** Reads a file of `verifiers/tests`: data of the package, also when the code runs from the build. */
export function readTestFile(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('@plivo-to-vobiz/codemods/package.json')
  return readFileSync(join(dirname(manifest), 'verifiers/tests', name), 'utf8')
}

/** The recorded requests, in the order in which they are written down. */
export function readSignedCases(): readonly SignedCase[] {
  return z.array(SignedCaseSchema).parse(JSON.parse(readTestFile('vectors.json')))
}
