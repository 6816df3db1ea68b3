import { createRestStandIn, type Rate, type RestReply, type RestStandIn } from '@plivo-to-vobiz/simulator'

export type { Seen } from '@plivo-to-vobiz/simulator'
export type Reply = RestReply
export type StandIn = RestStandIn

export interface StandInOptions {
  /** Calls accepted within any window; more are refused with a 429. Default: all of them. */
  readonly rate?: Rate
  /** Milliseconds an accepted call takes to be answered. */
  readonly latency?: number
}

/** The simulator's stand-in for the REST API of Vobiz, without calls being played; ids count up. */
export async function startStandIn({ rate, ...options }: StandInOptions = {}): Promise<StandIn> {
  const createUuid = (to: string): string => `uuid-${standIn.placed.length + 1}-${to}`
  const standIn: StandIn = await createRestStandIn({
    accounts: { vobiz: { rate: rate ?? 'none', createUuid } },
    ...options,
  })
  return standIn
}
