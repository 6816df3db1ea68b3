import { detectSender } from '../detect.ts'
import type { NodeRequest } from '../node-body.ts'

/** Webhooks have a few kB. */
const LIMIT = 65_536

/**
 * Keeps a copy of a webhook of Plivo's that is about to be piped to the application, where body parsers leave theirs:
 * what tells of it later reads it there. To be called in the tick of the pipe, as listening makes the stream flow.
 */
export function keepForm(request: NodeRequest): void {
  const length = Number(request.headers['content-length'])
  if (!(length > 0 && length <= LIMIT) || !isOfPlivo(request)) return
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.once('end', () => {
    request.body = Buffer.concat(chunks)
  })
}

/** With `dryRun`, requests that no platform sends pass as well: those with the headers of both. */
function isOfPlivo({ headers }: NodeRequest): boolean {
  try {
    return detectSender(headers) === 'plivo'
  } catch {
    return false
  }
}
