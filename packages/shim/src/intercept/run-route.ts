import type { ServerResponse } from 'node:http'
import { within } from '../deadlines.ts'
import { ShimError } from '../errors.ts'
import type { Reply } from '../incoming.ts'
import { type Responded, respond, type Translate, toErrorReply } from '../respond.ts'
import { type Captured, captureReply } from './capture.ts'
import { convertReply } from './convert-reply.ts'

/** What the application's route replied, converted and still to be sent. */
export interface Outcome extends Responded {
  /** Set when the route failed, or its XML cannot be translated: the platform should try again. */
  readonly failure: ShimError | undefined
  readonly send: () => void
  /** Sends another reply in its place. */
  readonly replace: (reply: Reply) => void
  /** Where the route took too long: what it says in the end, nothing or why it failed. */
  readonly late?: Promise<ShimError | undefined>
}

interface Run {
  readonly response: ServerResponse
  readonly next: () => void
  /** Absent where Vobiz takes no XML. */
  readonly translate: Translate | undefined
  readonly fallbackXml: string | undefined
  readonly deadlineMs: number
}

/** Lets the application's own route run and holds its reply back, up to the deadline. */
export async function runRoute({ response, next, translate, fallbackXml, deadlineMs }: Run): Promise<Outcome> {
  const spoken = translate === undefined ? undefined : fallbackXml
  const capture = captureReply(response)
  const { replace } = capture
  next()
  let captured: Captured
  try {
    captured = await within(capture.reply, deadlineMs, () => new ShimError('handler-timeout', `${deadlineMs} ms`))
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    const { reply, findings } = await recover(error, { translate, fallbackXml: spoken })
    const late = capture.reply.then(() => toFailure(response.statusCode))
    return { reply, findings, failure: error, send: () => replace(reply), replace, late }
  }
  const { body, release } = captured
  const status = response.statusCode
  const type = String(response.getHeader('content-type') ?? '')
  const convert =
    (reply: Reply): (() => void) =>
    () => {
      response.statusCode = reply.status
      response.removeHeader('etag')
      for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value)
      release(Buffer.from(reply.body))
    }
  try {
    const failure = toFailure(status)
    if (status >= 500 && spoken !== undefined && failure !== undefined) throw failure
    const converted = await convertReply({ status, type, body }, translate)
    if (converted !== undefined) return { ...converted, failure: undefined, send: convert(converted.reply), replace }
    const reply = { status, headers: type === '' ? {} : { 'content-type': type }, body: body.toString('utf8') }
    return { reply, findings: [], failure, send: () => release(), replace }
  } catch (error) {
    if (!(error instanceof ShimError)) throw error
    const { reply, findings } = await recover(error, { translate, fallbackXml: spoken })
    return { reply, findings, failure: error, send: () => replace(reply), replace }
  }
}

const toFailure = (status: number): ShimError | undefined =>
  status < 400 ? undefined : new ShimError('handler-failed', `the route replied ${status}`)

/** The reply in the place of a failed one: `fallbackXml`, else the error's code. */
export async function recover(
  failure: ShimError,
  { translate, fallbackXml }: Pick<Run, 'translate' | 'fallbackXml'>,
): Promise<Responded> {
  if (fallbackXml === undefined || translate === undefined) return { reply: toErrorReply(failure), findings: [] }
  return respond(fallbackXml, translate)
}
