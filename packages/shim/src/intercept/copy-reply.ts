import type { ServerResponse } from 'node:http'
import { toPairs } from './capture.ts'
import type { AppReply } from './convert-reply.ts'

/** Documents have a few kB; longer replies are none. */
const LIMIT = 1_048_576

/** Copies what is sent, beside its way to the socket; `undefined` for a reply that is too long, broken off, or unreadable. */
export async function copyReply(response: ServerResponse): Promise<AppReply | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  const copy = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8')
        : Buffer.from(chunk)
    size += bytes.length
    if (size <= LIMIT) chunks.push(bytes)
  }
  const original = { write: response.write, end: response.end, writeHead: response.writeHead }
  // What `writeHead` is given does not always stand on the response.
  const head = new Map<string, string>()
  const readHeader = (name: string): string => head.get(name) ?? String(response.getHeader(name) ?? '')
  Object.assign(response, {
    writeHead: (...args: unknown[]): ServerResponse => {
      const headers = args.find((value) => typeof value === 'object' && value !== null)
      for (const [name, value] of toPairs(headers)) head.set(name.toLowerCase(), String(value))
      return Reflect.apply(original.writeHead, response, args)
    },
    write: (...args: unknown[]): boolean => {
      copy(args[0], args[1])
      return Reflect.apply(original.write, response, args)
    },
    end: (...args: unknown[]): ServerResponse => {
      if (!response.writableEnded) copy(args[0], args[1])
      return Reflect.apply(original.end, response, args)
    },
  })
  await new Promise((resolve) => response.once('close', resolve))
  if (!response.writableFinished || size > LIMIT) return undefined
  const body = await decode(Buffer.concat(chunks), readHeader('content-encoding'))
  if (body === undefined) return undefined
  return { status: response.statusCode, type: readHeader('content-type'), body }
}

async function decode(body: Buffer, encoding: string): Promise<Buffer | undefined> {
  if (encoding === '' || encoding === 'identity') return body
  const isGzip = /^(?:gzip|deflate)$/i.test(encoding)
  if (!isGzip && !/^br$/i.test(encoding)) return undefined
  const { brotliDecompress, unzip } = await import('node:zlib')
  return new Promise((resolve) => {
    const give = (error: Error | null, opened: Buffer): void => resolve(error === null ? opened : undefined)
    if (isGzip) unzip(body, { maxOutputLength: LIMIT }, give)
    else brotliDecompress(body, { maxOutputLength: LIMIT }, give)
  })
}
