import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sign } from '@plivo-to-vobiz/signatures'

export const PUBLIC = 'https://voice.acme.example'
export const TOKENS = { plivo: 'plivo-token-of-the-bench', vobiz: 'vobiz-token-of-the-bench' } as const
const PATH = '/voice/answer'

/** A request as it goes over the wire. */
export interface Wire {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const read = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../recorded/callbacks', `${name}.txt`), 'utf8').trim()

const BODIES = { plivo: read('plivo-02-answer-inbound'), vobiz: read('vobiz-01-answer-inbound') }

/** The next signed answer webhook of a platform: a call and a nonce of its own, as nonces count once. */
export function createWebhooks(provider: 'plivo' | 'vobiz'): () => Wire {
  let turn = 0
  const seed = BigInt(Date.now()) * 1_000_000n
  return () => {
    turn += 1
    const body = BODIES[provider].replace(/CallUUID=[\w-]+/, `CallUUID=bench-${seed}-${turn}`)
    const params = Object.fromEntries(new URLSearchParams(body))
    const request = { method: 'POST', url: PUBLIC + PATH, headers: {}, params }
    const nonce = String(10_000_000_000_000_000_000n + seed + BigInt(turn))
    return {
      method: 'POST',
      path: PATH,
      headers: {
        host: 'voice.acme.example',
        'user-agent': provider === 'plivo' ? 'Plivo' : 'Vobiz',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-proto': 'https',
        ...sign(provider, request, { secret: TOKENS[provider], scheme: 'v3', nonce }),
      },
      body,
    }
  }
}

/** A request that is no webhook. */
export const PLAIN: Wire = { method: 'GET', path: '/admin/calls?page=2', headers: { host: 'voice.acme.example' } }
