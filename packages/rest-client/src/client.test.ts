import { ROUTES, type RouteRow } from '@plivo-to-vobiz/mappings'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Client } from './client.ts'
import { PlivoRestError } from './errors.ts'
import { RestAPI } from './rest-api.ts'

type Methods = Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>

const rows: readonly RouteRow[] = ROUTES
const working = rows.filter((row) => row.unverified !== true)
const quiet = { retries: 0, rateLimitRetries: 0, onWarning: () => undefined } as const

/** Bodies as a service, a proxy or an attacker may send them. */
const anyBody = fc.oneof(
  fc.json(),
  fc.constantFrom('', '<html>', 'null', '[]', '0', '"x"', '{"__proto__":{"polluted":1}}', '{"constructor":{"name":1}}'),
  fc.constantFrom('{"data":null}', '{"objects":[null,1,"x",[]]}', '{"items":[{}]}', '{"calls":{}}', '{"error":{}}'),
)
const anyStatus = fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 }))

const answering = (status: number, body: string) => async (): Promise<Response> =>
  new Response([204, 205, 304].includes(status) ? null : body, { status })

/** Arguments a method accepts. */
const toGiven = (row: RouteRow): readonly unknown[] => [
  ...row.arguments.map((name) =>
    name === 'number' ? '14155550123' : /cascade|lookup|enable|compliance/.test(name) ? undefined : 'x',
  ),
  ...(row.id === 'numbers.update' ? [{ appId: '1' }] : []),
]

describe('whatever is answered', () => {
  it.each(working)('$id resolves, or rejects with an error of ours', async (row) => {
    const [property = '', name = ''] = row.id.split('.')
    await fc.assert(
      fc.asyncProperty(anyStatus, anyBody, async (status, body) => {
        const client = new Client('MA_1', 'sesame', { ...quiet, fetch: answering(status, body) }) as unknown as Methods
        const result = await client[property]?.[name]?.(...toGiven(row)).catch((error: unknown) => error)
        if (result instanceof Error) {
          expect(result).toBeInstanceOf(PlivoRestError)
          expect(result.message).not.toContain('sesame')
          expect(result.message.length).toBeGreaterThan(0)
        } else expect(status).toBeLessThan(300)
        expect(Reflect.get({}, 'polluted')).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  it('the callback client always calls back once, with a number', async () => {
    await fc.assert(
      fc.asyncProperty(anyStatus, anyBody, async (status, body) => {
        const api = RestAPI({ authId: 'MA_1', authToken: 'x', ...quiet, fetch: answering(status, body) })
        const told: number[] = []
        await new Promise<void>((resolve) => {
          api.get_cdrs({}, (code) => {
            told.push(code)
            setImmediate(resolve)
          })
        })
        expect(told).toEqual([expect.any(Number)])
      }),
      { numRuns: 60 },
    )
  })
})

describe('warnings', () => {
  it('go to the process unless the application listens', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
    const client = new Client('MA_1', 'x', { fetch: answering(200, '{"items":[],"total":0}') })
    await client.numbers.list()
    await expect(warned).resolves.toMatchObject({ name: 'VobizWarning', code: 'partial' })
  })
})
