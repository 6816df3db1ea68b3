import type { Call } from './call.ts'
import { within } from './deadlines.ts'
import { ShimError } from './errors.ts'
import type { Handler, HandlerReply } from './handlers.ts'

/** The time limit of a handler, and who is told when it ends after that: with what it threw, if anything. */
export interface Limit {
  readonly deadlineMs: number
  readonly onLate: (error: unknown) => void
}

/** Calls the application, with its time limit. Rejects with `handler-failed` or `handler-timeout`. */
export async function dispatch(handler: Handler, call: Call, { deadlineMs, onLate }: Limit): Promise<HandlerReply> {
  try {
    const result = handler(call)
    if (!isPromise(result)) return result
    return await within(result, deadlineMs, () => {
      result.then(() => onLate(undefined), onLate)
      return new ShimError('handler-timeout', `${deadlineMs} ms`)
    })
  } catch (cause) {
    throw cause instanceof ShimError ? cause : new ShimError('handler-failed', call.event, { cause })
  }
}

const isPromise = (result: HandlerReply | Promise<HandlerReply>): result is Promise<HandlerReply> =>
  typeof result === 'object' && result !== null && 'then' in result
