import { expect, it } from 'vitest'
import { z } from 'zod'
import { readSignedCases } from './signed-case.ts'

// Checked here and not by the program: every scan would wait for the library that checks.
const CASE = z.strictObject({
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

it('has the shape that its type says', () => {
  const cases = readSignedCases()
  expect(z.array(CASE).parse(cases)).toEqual(cases)
  expect(cases.length).toBeGreaterThan(0)
})
