/** Accept Plivo and Vobiz callbacks in one live application. */
export type { Call, CallEvent, CallProvider, CallRequest, RawParams } from './call.ts'
export { ERRORS, ShimError, type ShimErrorCode } from './errors.ts'
export type { OnEvent, ReplyFinding, ShimEvent } from './events.ts'
export type { Handler, HandlerReply, Handlers } from './handlers.ts'
export type { InterceptOptions } from './intercept/options.ts'
export type { Credentials, GuardOptions, ProviderSecrets, ShimOptions, UnsignedPolicy } from './options.ts'
export type { Store } from './store.ts'
