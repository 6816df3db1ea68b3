import { createHmac, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { webShim } from './adapters/web.ts'
import type { Call, CallProvider } from './call.ts'
import type { ShimEvent } from './events.ts'
import type { Handler, Handlers } from './handlers.ts'
import type { ShimOptions } from './options.ts'

const PUBLIC = 'https://voice.example.com'
const FOLDER = join(import.meta.dirname, '../../../test/recorded/callbacks')
const FILES = readdirSync(FOLDER)

/** A recorded body by the start of its file name: `vobiz-01`. */
export function recorded(name: string): string {
  const file = FILES.find((candidate) => candidate.startsWith(`${name}-`))
  if (file === undefined) throw new Error(`no recorded callback ${name}`)
  return readFileSync(join(FOLDER, file), 'utf8')
}

/** A recorded form body with some parameters changed, or taken away by `undefined`. */
export function changed(name: string, changes: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams(recorded(name))
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) params.delete(key)
    else params.set(key, value)
  }
  return params.toString()
}

export const createNonce = (): string => Array.from({ length: 20 }, () => randomInt(10)).join('')

const hmac = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')

/** Signature headers of a POST without query, from the documented texts. */
export function signed(
  provider: CallProvider,
  path: string,
  body: string,
  nonce = createNonce(),
): Record<string, string> {
  const url = PUBLIC + path
  const [base] = url.split('?')
  if (provider === 'vobiz') {
    return { 'x-vobiz-signature-v3': hmac('vobiz-token', `${base}.${nonce}`), 'x-vobiz-signature-v3-nonce': nonce }
  }
  const form = [...new URLSearchParams(body)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('')
  return { 'x-plivo-signature-v3': hmac('plivo-token', `${url}?${form}.${nonce}`), 'x-plivo-signature-v3-nonce': nonce }
}

/** An application of recording handlers behind the shim. */
export interface FixtureApp {
  /** What the handlers were called with, in order. */
  readonly calls: Call[]
  /** Names of the handlers that ran, in order. */
  readonly ran: () => readonly string[]
  readonly events: ShimEvent[]
  readonly shim: (request: Request) => Promise<Response>
  /** Delivers a signed body; `vobiz` and `/answer` unless told otherwise. */
  readonly post: (body: string, to?: Partial<Delivery>) => Promise<{ status: number; body: string; type: string }>
}

interface Delivery {
  readonly provider: CallProvider
  readonly path: string
  readonly nonce: string
  readonly type: string
  readonly headers: Record<string, string>
}

const NAMES = [
  'ring',
  'answer',
  'hangup',
  'fallback',
  'input',
  'dial',
  'dialEvent',
  'record',
  'conference',
  'stream',
  'machine',
  'redirect',
  'transfer',
  'unknown',
] as const

/** Starts one; every handler returns a document that names it, unless `handlers` says otherwise. */
export function createApp({ handlers, ...options }: Partial<ShimOptions> = {}): FixtureApp {
  const calls: Call[] = []
  const ran: string[] = []
  const events: ShimEvent[] = []
  const record =
    (name: (typeof NAMES)[number]): Handler =>
    (call) => {
      calls.push(call)
      ran.push(name)
      const own = handlers?.[name]
      return own === undefined ? `<Response><Speak>${name}</Speak></Response>` : own(call)
    }
  const all: Handlers = Object.fromEntries(NAMES.map((name) => [name, record(name)]))
  const shim = webShim({
    plivo: { authToken: 'plivo-token' },
    vobiz: { authToken: 'vobiz-token' },
    publicUrl: PUBLIC,
    onEvent: (event) => events.push(event),
    ...options,
    handlers: all,
  })
  const post: FixtureApp['post'] = async (body, to = {}) => {
    const { provider = 'vobiz', path = '/answer', nonce, type = 'application/x-www-form-urlencoded', headers } = to
    const response = await shim(
      new Request(`http://127.0.0.1${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': type, ...(headers ?? signed(provider, path, body, nonce)) },
      }),
    )
    return { status: response.status, body: await response.text(), type: response.headers.get('content-type') ?? '' }
  }
  return { calls, ran: () => ran, events, shim, post }
}

/** What an event without XML is answered with. */
export const ACK = '<Response></Response>'
