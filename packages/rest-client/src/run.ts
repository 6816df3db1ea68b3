import type { RouteRow } from '@plivo-to-vobiz/mappings/rest'
import type { Wanted } from './arguments.ts'
import type { Session } from './session.ts'

/** One call of a client method, under way. */
export interface Run {
  readonly row: RouteRow
  readonly wanted: Wanted
  readonly session: Session
}
