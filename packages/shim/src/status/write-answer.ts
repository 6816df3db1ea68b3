import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** Writes an answer to a Node response; a stream goes on until one of both sides ends it. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const isHead = response.req.method === 'HEAD'
  if (typeof body === 'string') {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(isHead ? undefined : body)
    return
  }
  response.writeHead(status, headers)
  const stop = body.follow((text) => {
    if (text === undefined) response.end()
    else response.write(text)
  })
  if (stop === undefined) response.end(BUSY)
  else response.on('close', stop)
}

/** Tells the page to try again in a minute. */
export const BUSY = 'retry: 60000\n\n'
