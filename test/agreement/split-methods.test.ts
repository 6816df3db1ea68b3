import { createSplitClient } from '@plivo-to-vobiz/rest-client'
import { expect, it } from 'vitest'
import { SPLIT_METHODS } from '../../codemods/src/javascript/rest-client.ts'

it('the codemods know which methods a client of both providers has', () => {
  const client = { calls: {} }
  const { calls } = createSplitClient({ plivo: client, vobiz: client, route: { percent: 0 } })
  expect([...SPLIT_METHODS].sort()).toEqual(
    Object.keys(calls)
      .map((method) => `calls.${method}`)
      .sort(),
  )
})
