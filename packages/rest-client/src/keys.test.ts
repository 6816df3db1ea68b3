import { createRequire } from 'node:module'
import { ROUTES, type RouteRow } from '@plivo-to-vobiz/mappings'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCamelKey, toCamelKeys, toWireKey, toWireOptions } from './keys.ts'

// The oracle: Plivo's own wrapper, which names its wire fields with lodash.
const { camelCaseRequestWrapper } = createRequire(import.meta.url)('plivo/dist/rest/utils.js')

/** What the plivo package sends for a key, and what it makes of the same key in an answer. */
async function askPlivo(key: string): Promise<{ wire: string; camel: string }> {
  let wire = ''
  const send = camelCaseRequestWrapper(async (_method: string, _action: string, params: object) => {
    wire = Object.keys(params)[0] ?? ''
    return { body: { [key]: 1 } }
  })
  const { body } = await send('POST', '', { [key]: 1 })
  return { wire, camel: Object.keys(body)[0] ?? '' }
}

const rows: readonly RouteRow[] = ROUTES
const named = [...new Set(rows.flatMap((row) => [...row.arguments, ...(row.options ?? [])]))]

describe('keys', () => {
  it.each([...named, ...named.map(toCamelKey), 'answerURL', 'e164', 'URL', 'end_time__gte', 'billDurationGreaterThan'])(
    'names %s as the plivo package does',
    async (key) => {
      const { wire, camel } = await askPlivo(key)
      expect(toWireKey(key)).toBe(wire)
      expect(toCamelKey(key)).toBe(camel)
    },
  )

  it('names any word key as the plivo package does', async () => {
    // The package takes an ordinal such as 0th for one word; no option of a call has one.
    const key = fc
      .stringMatching(/^[a-z][a-zA-Z0-9_]{0,20}$/)
      .filter((text) => !/_$|equal|than|sample|priority|iso|__proto__|\d(?:st|nd|rd|th)/i.test(text))
    await fc.assert(
      fc.asyncProperty(key, async (text) => {
        const { wire, camel } = await askPlivo(text)
        expect([toWireKey(text), toCamelKey(text)]).toEqual([wire, camel])
      }),
    )
  })

  it('leaves the caller’s object alone and drops what is undefined', () => {
    const options = Object.freeze({ answerUrl: 'u', timeLimit: undefined, sip_headers: 'a=b' })
    expect(toWireOptions(options)).toEqual({ answer_url: 'u', sip_headers: 'a=b' })
  })

  it('goes all the way down, and leaves values and dates alone', () => {
    const date = new Date(0)
    expect(toCamelKeys({ a_b: [{ c_d: 'e_f' }, date], g: null })).toEqual({ aB: [{ cD: 'e_f' }, date], g: null })
  })
})
