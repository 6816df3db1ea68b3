import type { Call } from './call.ts'
import { ShimError } from './errors.ts'
import type { Handler, HandlerReply } from './handlers.ts'

/** Calls the application, with its time limit. Rejects with `handler-failed` or `handler-timeout`. */
export async function dispatch(handler: Handler, call: Call, deadlineMs: number): Promise<HandlerReply> {
  try {
    const result = handler(call)
    return isPromise(result) ? await within(result, deadlineMs) : result
  } catch (cause) {
    throw cause instanceof ShimError ? cause : new ShimError('handler-failed', call.event, { cause })
  }
}

const isPromise = (result: HandlerReply | Promise<HandlerReply>): result is Promise<HandlerReply> =>
  typeof result === 'object' && result !== null && 'then' in result

async function within<T>(result: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ShimError('handler-timeout', `${deadlineMs} ms`)), deadlineMs)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}
