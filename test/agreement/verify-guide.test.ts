import { expect, it } from 'vitest'
import { CAUSES } from '../../packages/signatures/src/explain/causes.ts'
import { readSource } from './workspace.ts'

it('the guide on refused webhooks lists the causes in the order they are tried', () => {
  const table = readSource('docs/guides/verify.md').split('in this order')[1] ?? ''
  const listed = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, cause]) => cause)
  expect(listed).toEqual(CAUSES.map(({ cause }) => cause))
})
