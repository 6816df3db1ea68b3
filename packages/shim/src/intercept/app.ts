import type { ServerResponse } from 'node:http'
import type { Translate } from '../respond.ts'
import type { InterceptedRequest } from './express-request.ts'
import type { Reshaped } from './reshape.ts'
import type { Outcome } from './run-route.ts'

/** A webhook on its way to the application, and where the reply goes. */
export interface Exchange {
  readonly request: InterceptedRequest
  readonly response: ServerResponse
  /** Hands over to whatever comes after the intercept. */
  readonly next: () => void
}

/** The application behind the intercept: in the same process, or somewhere else. */
export interface App {
  /** Lets the route run up to its deadline, and prepares its reply; without `translate`, Vobiz takes no XML. */
  readonly run: (shaped: Reshaped, exchange: Exchange, translate: Translate | undefined) => Promise<Outcome>
  /** Calls another route and gives what it replies; rejects with `handler-failed` unless that is a success. */
  readonly call: (shaped: Reshaped, exchange: Exchange) => Promise<string>
}
