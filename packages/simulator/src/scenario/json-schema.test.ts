import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { toJsonSchema } from './schema.ts'

const FOLDER = new URL('../../', import.meta.url)
const published: unknown = JSON.parse(readFileSync(new URL('scenario.schema.json', FOLDER), 'utf8'))

describe('the published schema of scenario files', () => {
  it('is what the code reads by; if not, run npx tsx packages/simulator/generate.ts', () => {
    expect(published).toEqual(toJsonSchema())
  })

  it('takes files as an editor reads them, numbers as numbers', () => {
    const schema = z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0])
    const yaml = 'name: A\nabout: B\nsteps:\n  - press: 1\n  - talk: { seconds: 20, phone: 2 }\n  - silence\n'
    expect(schema.safeParse(parse(yaml)).success).toBe(true)
    expect(schema.safeParse(parse(`${yaml}colour: red\n`)).success).toBe(false)
    expect(schema.safeParse(parse('name: A\n')).success).toBe(false)
  })
})
