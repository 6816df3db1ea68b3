import { createHmac, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { parse } from 'node:querystring'

/** Public base URL of every application under test. */
export const PUBLIC = 'https://voice.example.com'
export const PLIVO_TOKEN = 'plivo-token'
export const VOBIZ_TOKEN = 'vobiz-token'
export const ACK = '<Response></Response>'

const FOLDER = join(import.meta.dirname, '../recorded/callbacks')
const FILES = readdirSync(FOLDER)

/** A recorded body by the start of its file name: `vobiz-01`. */
export function recorded(name: string): string {
  const file = FILES.find((candidate) => candidate.startsWith(`${name}-`))
  if (file === undefined) throw new Error(`no recorded callback ${name}`)
  return readFileSync(join(FOLDER, file), 'utf8')
}

const hmac = (token: string, text: string): string => createHmac('sha256', token).update(text).digest('base64')

/** Twenty digits. */
export const createNonce = (): string => Array.from({ length: 20 }, () => randomInt(10)).join('')

interface Signing {
  readonly url: string
  readonly body?: string
  readonly method?: string
  readonly nonce?: string
  readonly token?: string
}

/** Plivo's V3 headers, made here from the documented text: URL, sorted query, sorted form, nonce. */
export function signPlivo({ url, body = '', method = 'POST', nonce = createNonce(), token = PLIVO_TOKEN }: Signing) {
  const [base = '', query] = url.split('?')
  const pairs = Object.entries(parse(query ?? '')).flatMap(([key, value]) =>
    [value].flat().map((each) => `${key}=${each}`),
  )
  const form = Object.entries(parse(body)).flatMap(([key, value]) => [value].flat().map((each) => [key, String(each)]))
  const text = form
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .flat()
    .join('')
  const sorted = pairs.sort().join('&')
  const tail = method === 'GET' ? (sorted === '' ? '' : `?${sorted}`) : toPostTail(sorted, text)
  return { 'x-plivo-signature-v3': hmac(token, `${base}${tail}.${nonce}`), 'x-plivo-signature-v3-nonce': nonce }
}

function toPostTail(query: string, form: string): string {
  if (query === '' && form === '') return ''
  return `?${[query, form].filter((part) => part !== '').join('.')}`
}

/** Vobiz's V3 headers: base URL, dot, nonce. */
export function signVobiz({ url, nonce = createNonce(), token = VOBIZ_TOKEN }: Signing) {
  return {
    'x-vobiz-signature-v3': hmac(token, `${url.split('?')[0]}.${nonce}`),
    'x-vobiz-signature-v3-nonce': nonce,
  }
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly type: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

interface Delivery {
  readonly method?: string
  readonly body?: string | Buffer
  readonly type?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends one request over a real socket, path and headers exactly as given. */
export function send(
  origin: string,
  path: string,
  { method = 'POST', body, type, headers }: Delivery,
): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const form = type ?? 'application/x-www-form-urlencoded'
  const typed = body === undefined || type === '' ? {} : { 'content-type': form }
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers: { ...typed, ...headers } }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk) => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          type: incoming.headers['content-type'] ?? '',
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Delivers a callback as a platform does: a signed POST to a path of the application. */
export function deliver(
  { provider, origin, path }: { provider: 'plivo' | 'vobiz'; origin: string; path: string },
  body: string,
  { nonce, type }: { nonce?: string; type?: string } = {},
): Promise<Answer> {
  const signing = { url: PUBLIC + path, body, ...(nonce !== undefined && { nonce }) }
  const headers = provider === 'plivo' ? signPlivo(signing) : signVobiz(signing)
  return send(origin, path, { body, headers, type })
}
