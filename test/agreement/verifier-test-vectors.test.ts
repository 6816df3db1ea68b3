import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readVectors } from '../../packages/signatures/src/vectors.fixture.ts'
import { ROOT } from './workspace.ts'

interface SignedCase {
  readonly id: string
  readonly provider: string
  readonly version: string
  readonly signatureHeader: string
  readonly signature: string
  readonly nonce: string
  readonly form: Readonly<Record<string, string>>
}

it('tests verifier files on recorded requests, as the strict rules decide them', () => {
  const cases: readonly SignedCase[] = JSON.parse(
    readFileSync(join(ROOT, 'codemods/verifiers/tests/vectors.json'), 'utf8'),
  )
  const vectors = new Map(['plivo-v2', 'plivo-v3', 'vobiz'].flatMap(readVectors).map((one) => [one.id, one]))
  for (const { signatureHeader, signature, nonce, form, ...given } of cases) {
    const vector = vectors.get(given.id)
    const { headers, method, url, token, params } = vector?.input ?? {}
    const isFormCovered = given.provider === 'plivo' && given.version === 'v3'
    expect(given, given.id).toEqual({
      id: given.id,
      provider: vector?.scheme.split('-')[0],
      version: vector?.scheme.split('-')[1],
      method,
      url,
      token,
      isValid: (vector?.hardened ?? vector?.expected) === 'valid',
    })
    expect(Object.entries(headers ?? {}).sort(), given.id).toEqual(
      [
        [signatureHeader, signature],
        [`X-${given.provider === 'plivo' ? 'Plivo' : 'Vobiz'}-Signature-${given.version.toUpperCase()}-Nonce`, nonce],
      ].sort(),
    )
    expect(form, given.id).toEqual(isFormCovered ? (params ?? {}) : {})
  }
  expect(cases.filter((one) => one.provider === 'vobiz').length).toBeGreaterThan(10)
})
