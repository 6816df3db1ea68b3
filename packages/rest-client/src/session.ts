import type { RouteRow, Verb } from '@plivo-to-vobiz/mappings/rest'
import type { Answer } from './answer.ts'
import type { Pacer } from './pacer.ts'
import type { Fields } from './records.ts'

/** Something the application should know once: a part of Plivo that Vobiz does not have. */
export interface Warning {
  /** `option-dropped`, `partial`, `environment`, `destination` or `pacing`. */
  readonly code: 'option-dropped' | 'partial' | 'environment' | 'destination' | 'pacing'
  /** Client method, as `calls.create`; empty when it concerns the whole client. */
  readonly method: string
  readonly message: string
}

/** A request of a route, path filled in. */
export interface Outgoing {
  readonly verb: Verb
  readonly path: string
  readonly query: Fields
  /** `undefined` = no body. */
  readonly body: Fields | undefined
  /** Which method asks, and so whether it may be repeated and is paced. */
  readonly row: Pick<RouteRow, 'repeat' | 'paced'>
  /** Body in Plivo's names, for errors. */
  readonly moreInfo: string | undefined
}

/** What the methods of one client share. */
export interface Session {
  readonly authId: string
  /** Shared with clients derived from this one. */
  readonly pacer: Pacer | undefined
  send(outgoing: Outgoing): Promise<Answer>
  warn(warning: Warning): void
  now(): Date
}
