import type { ServerResponse } from 'node:http'
import { ShimError } from '../errors.ts'
import type { Reply } from '../incoming.ts'
import { type Responded, respond, toErrorReply } from '../respond.ts'
import { captureReply } from './capture.ts'
import { convertReply } from './convert-reply.ts'

/** What the application's route replied, converted and still to be sent. */
export interface Outcome extends Responded {
  /** Set when the route failed, or its XML cannot be translated: the platform should try again. */
  readonly failure: ShimError | undefined
  readonly send: () => void
}

interface Run {
  readonly response: ServerResponse
  readonly next: () => void
  /** URL the application sees. */
  readonly url: string
  readonly expectsXml: boolean
  readonly fallbackXml: string | undefined
}

/** Lets the application's own route run and holds its reply back. Rejects when the connection closes first. */
export async function runRoute({ response, next, url, expectsXml, fallbackXml }: Run): Promise<Outcome> {
  const capturing = captureReply(response)
  next()
  const { body, release } = await capturing
  const status = response.statusCode
  const type = String(response.getHeader('content-type') ?? '')
  const replace =
    (reply: Reply): (() => void) =>
    () => {
      response.statusCode = reply.status
      response.removeHeader('etag')
      for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
      release(Buffer.from(reply.body))
    }
  try {
    const converted = await convertReply({ status, type, body }, { url, expectsXml })
    if (converted !== undefined) return { ...converted, failure: undefined, send: replace(converted.reply) }
    const failure = status < 400 ? undefined : new ShimError('handler-failed', `the route replied ${status}`)
    const reply = { status, headers: type === '' ? {} : { 'content-type': type }, body: body.toString('utf8') }
    return { reply, findings: [], failure, send: () => release() }
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    const { reply, findings } = await recover(error, { url, fallbackXml })
    return { reply, findings, failure: error, send: replace(reply) }
  }
}

/** The reply in the place of a failed one: `fallbackXml`, else the error's code. */
export async function recover(
  failure: ShimError,
  { url, fallbackXml }: Pick<Run, 'url' | 'fallbackXml'>,
): Promise<Responded> {
  if (fallbackXml === undefined) return { reply: toErrorReply(failure), findings: [] }
  return respond(fallbackXml, { provider: 'vobiz', url })
}
