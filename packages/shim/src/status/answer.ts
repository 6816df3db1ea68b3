import type { Feed, Send } from './feed.ts'
import { type Figures, RANGES, type Range } from './figures.ts'
import { POLICY, toPage } from './page.ts'
import type { HasToken } from './sign-in.ts'

/** A request for the page, as far as it is looked at. */
export interface Asked {
  readonly method: string
  /** Path and query, or the query alone. */
  readonly url: string
  readonly authorization: string | undefined
}

/** What is sent back: a text, or a stream that goes on until it is stopped. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | { readonly follow: (send: Send) => (() => void) | undefined }
}

interface AnswerOptions {
  readonly hasToken: HasToken
  readonly readFigures: (range: Range) => Promise<Figures>
  readonly feed: Feed
}

const COMMON = {
  'cache-control': 'no-store, no-transform',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
} as const

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...COMMON, 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
})

/** Prepares the answers: the page, its figures as JSON, its live stream; to nobody without the token. */
export function createAnswer({ hasToken, readFigures, feed }: AnswerOptions): (asked: Asked) => Promise<Answer> {
  return async ({ method, url, authorization }) => {
    if (!hasToken(authorization)) {
      return text(401, 'The status page needs its token, as the password. Any user name will do.\n', {
        'www-authenticate': 'Basic realm="plivo-to-vobiz status", charset="UTF-8"',
      })
    }
    if (method !== 'GET' && method !== 'HEAD')
      return text(405, 'The status page is read only.\n', { allow: 'GET, HEAD' })
    const query = new URLSearchParams(url.replace(/^[^?]*\??/, ''))
    const range = toRange(query.get('range'))
    if (query.has('stream')) {
      if (method === 'HEAD') return text(200, '', STREAM)
      return { status: 200, headers: { ...COMMON, ...STREAM }, body: { follow: (send) => feed.follow(range, send) } }
    }
    const figures = await readFigures(range)
    if (query.get('format') === 'json')
      return text(200, `${JSON.stringify(figures, null, 2)}\n`, { 'content-type': 'application/json; charset=utf-8' })
    return text(200, toPage(figures), { 'content-type': 'text/html; charset=utf-8' })
  }
}

const STREAM = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } as const

const toRange = (name: string | null): Range => (name !== null && Object.hasOwn(RANGES, name) ? (name as Range) : 'day')
