import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { toBodyLimit } from './body-limit.ts'
import { readNodeBody, readStream } from './node-body.ts'
import { readWebBody } from './web-body.ts'

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe('a stream', () => {
  it('is read to its end', async () => {
    expect(text(await readStream(Readable.from([Buffer.from('ab'), Buffer.from('é')]), 4))).toBe('abé')
    expect(await readStream(Readable.from([]), 0)).toHaveLength(0)
  })

  it('is no longer read once it is over the limit', async () => {
    const stream = new PassThrough()
    stream.write('abcde')
    await expect(readStream(stream, 4)).rejects.toMatchObject({ code: 'body-too-large', status: 413 })
    expect(stream.isPaused()).toBe(true)
    expect(stream.listenerCount('data')).toBe(0)
  })

  it('that breaks off is an error of its own, before and while it is read', async () => {
    const broken = new PassThrough()
    const reading = readStream(broken, 10)
    broken.write('a')
    broken.destroy(new Error('reset'))
    await expect(reading).rejects.toMatchObject({ code: 'body-aborted', status: 400 })
    await expect(readStream(broken, 10)).rejects.toMatchObject({ code: 'body-aborted' })
  })
})

/** Sends raw text to a server and gives the request to `ask`. */
async function receive<T>(raw: string, ask: (incoming: IncomingMessage) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const server = createServer((incoming, response) => {
      ask(incoming)
        .then(resolve, reject)
        .finally(() => {
          response.end()
          server.closeAllConnections()
          server.close()
        })
    }).listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      connect(port, '127.0.0.1')
        .on('error', () => {})
        .end(raw)
    })
  })
}

describe('a Node request', () => {
  it('with no body has an empty one', async () => {
    expect(await receive('GET / HTTP/1.1\r\nHost: h\r\n\r\n', (incoming) => readNodeBody(incoming, 9))).toHaveLength(0)
  })

  it('that ends early is an error', async () => {
    const raw = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc'
    await expect(receive(raw, (incoming) => readNodeBody(incoming, 9))).rejects.toMatchObject({ code: 'body-aborted' })
  })

  it('is refused by the length it announces, before a byte is read', async () => {
    const raw = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n'
    await expect(receive(raw, (incoming) => readNodeBody(incoming, 9))).rejects.toMatchObject({
      code: 'body-too-large',
    })
  })

  it('that was read is an error, unless there was nothing to read', async () => {
    const readTwice = async (incoming: IncomingMessage) => {
      for await (const _ of incoming);
      return readNodeBody(incoming, 9)
    }
    const raw = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc'
    await expect(receive(raw, readTwice)).rejects.toMatchObject({
      code: 'body-consumed',
      message: expect.stringContaining('keepRawBody'),
    })
    expect(await receive(raw.replace('3', '0').replace('abc', ''), readTwice)).toHaveLength(0)
  })

  it.each<[string, Record<string, unknown>]>([
    ['rawBody bytes', { rawBody: Buffer.from('kept') }],
    ['rawBody text', { rawBody: 'kept' }],
    ['a body of bytes', { body: Buffer.from('kept') }],
    ['a body of text', { body: 'kept' }],
    ['rawBody before body', { rawBody: 'kept', body: { kept: 'parsed' } }],
  ])('gives what an earlier handler kept: %s', async (_, kept) => {
    const raw = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc'
    const ask = (limit: number) => receive(raw, (incoming) => readNodeBody(Object.assign(incoming, kept), limit))
    expect(text(await ask(4))).toBe('kept')
    await expect(ask(3)).rejects.toMatchObject({ code: 'body-too-large' })
  })
})

describe('a web request', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    new Request('https://h.example/', { method: 'POST', body, headers, duplex: 'half' })

  it('is read to its end', async () => {
    expect(text(await readWebBody(post('abé'), 4))).toBe('abé')
    expect(await readWebBody(new Request('https://h.example/'), 0)).toHaveLength(0)
  })

  it.each([
    ['announced', { 'content-length': '5' }, 'a'],
    ['sent', {}, 'abcde'],
  ])('is refused when it is over the limit, as %s', async (_, headers, body) => {
    await expect(readWebBody(post(body, headers), 4)).rejects.toMatchObject({ code: 'body-too-large' })
  })

  it('that was read is an error', async () => {
    const request = post('abc')
    await request.text()
    await expect(readWebBody(request, 9)).rejects.toMatchObject({
      code: 'body-consumed',
      message: expect.stringContaining('clone()'),
    })
  })

  it('that breaks off is an error', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })
    await expect(readWebBody(post(body), 9)).rejects.toMatchObject({ code: 'body-aborted' })
  })
})

it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a limit of %s bytes is refused', (bodyLimit) => {
  expect(() => toBodyLimit({ bodyLimit })).toThrow(/^bad-option: bodyLimit/)
})
