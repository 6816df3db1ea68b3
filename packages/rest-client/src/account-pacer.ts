import { REST_API } from '@plivo-to-vobiz/mappings/rest'
import { createPacer, type Pacer } from './pacer.ts'
import { readPath } from './records.ts'
import type { Sender } from './sender.ts'

/** A pacer at the account's own speed, which is read before the first call and again if that failed. */
export function createAccountPacer(send: Sender): Pacer {
  let found: Promise<Pacer> | undefined
  const read = async (): Promise<Pacer> => {
    const { verb, path, callsPerSecond } = REST_API.account
    const row = { repeat: 'read' } as const
    const { body } = await send({ verb, path, query: {}, body: undefined, row, moreInfo: undefined }, undefined)
    const limit = Number(readPath(body, callsPerSecond))
    return createPacer({ callsPerSecond: limit > 0 && Number.isFinite(limit) ? limit : 1 })
  }
  const find = (): Promise<Pacer> => {
    found ??= read().catch((error: unknown) => {
      found = undefined
      throw error
    })
    return found
  }
  return {
    take: async (signal) => (await find()).take(signal),
    hold: (seconds) => void find().then((pacer) => pacer.hold(seconds)),
  }
}
