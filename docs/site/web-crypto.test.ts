import { readFileSync } from 'node:fs'
import { parse as parseInNode } from 'node:querystring'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { parse } from './querystring.ts'

interface Vector {
  readonly id: string
  readonly input: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly params?: Record<string, string | string[]>
    readonly rawBody?: string
    readonly token?: string
    readonly secret?: string
  }
}

const FILES = { plivo: ['plivo-v2', 'plivo-v3'], vobiz: ['vobiz'], signalwire: ['signalwire'] } as const
const read = (name: string): readonly Vector[] =>
  JSON.parse(readFileSync(new URL(`../../test/recorded/vectors/${name}.json`, import.meta.url), 'utf8'))

const CASES = Object.entries(FILES).flatMap(([provider, names]) =>
  names.flatMap((name) => read(name).map((vector) => ({ provider: provider as keyof typeof FILES, vector }))),
)

describe('the explainer on Web Crypto', async () => {
  const { explain: explainInNode } = await import('@plivo-to-vobiz/signatures')
  vi.resetModules()
  vi.doMock('node:crypto', () => import('./web-crypto.ts'))
  const { explain } = await import('@plivo-to-vobiz/signatures')
  const { forget, settle } = await import('./web-crypto.ts')
  vi.doUnmock('node:crypto')

  it.each(CASES)('says of $vector.id what it says in Node', async ({ provider, vector: { input } }) => {
    const { method, url, headers, params, rawBody } = input
    const request = { method, url, headers, ...(params && { params }), ...(rawBody !== undefined && { rawBody }) }
    const options = { secrets: input.token ?? input.secret ?? 'x', now: 1_768_000_000 }
    expect(await settle(() => explain(provider, request, options))).toEqual(explainInNode(provider, request, options))
    forget()
  })
})

/** But for a raw letter beside a malformed escape, which Node loses. */
it('reads forms as Node does', () => {
  const piece = fc.constantFrom(
    'a',
    '%c3%a9',
    '%',
    '%4',
    '%41',
    '%zz',
    '%ff',
    '%e2%82%ac',
    '+',
    '=',
    '&',
    ';',
    '?',
    '#',
    ' ',
    '__proto__',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      expect({ ...parse(text) }).toEqual({ ...parseInNode(text, '&', '=', { maxKeys: 0 }) })
    }),
  )
})
