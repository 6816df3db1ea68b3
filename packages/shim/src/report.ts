import type { Call, CallProvider } from './call.ts'
import type { ShimError, ShimErrorCode } from './errors.ts'
import type { OnEvent, ShimEvent } from './events.ts'
import type { Incoming } from './incoming.ts'
import { maskPath } from './mask.ts'

/** Tells the application's hook; a hook that throws must not break a call. */
export function createReporter(onEvent: OnEvent | undefined): (event: ShimEvent) => void {
  if (onEvent === undefined) return () => {}
  return (event) => {
    try {
      onEvent(event)
    } catch {
      // The hook's own business.
    }
  }
}

type About = Pick<Call, 'provider' | 'event' | 'callUuid'>

/** What every event about a call says. */
export const about = ({ provider, event, callUuid }: About): About => ({
  provider,
  event,
  callUuid,
})

const OF_HANDLERS: ReadonlySet<ShimErrorCode> = new Set([
  'handler-failed',
  'handler-timeout',
  'bad-reply',
  'upstream-failed',
])

/** Whether the application is at fault, which is told of where its handler runs, and not as a refused request. */
export const isHandlerFailure = (error: ShimError): boolean => OF_HANDLERS.has(error.code)

/** The event for a request that was refused. */
export function toRejection(
  error: ShimError,
  { path }: Incoming,
  provider: CallProvider | undefined,
  dryRun = false,
): ShimEvent & { readonly name: 'request.rejected' } {
  const { code, status, message } = error
  return { name: 'request.rejected', code, status, provider, path: maskPath(path), message, dryRun }
}
