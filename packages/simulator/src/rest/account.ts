import type { CallScript } from '../script.ts'
import type { PlayCall } from './placed-call.ts'
import type { Rate } from './rate.ts'
import type { Credentials } from './refuse.ts'

/** One account of one provider. */
export interface AccountOptions extends Credentials {
  /** Calls accepted within a window. Default: what a new account has. `none`: all of them. */
  readonly rate?: Rate | 'none'
  /** Plays accepted calls; without it they are accepted and that is all. */
  readonly play?: PlayCall
  /** What the person called does, and anything else the request does not say. */
  readonly script?: Partial<CallScript>
  /** Ids of calls. Default: random. */
  readonly createUuid?: (to: string) => string
}
