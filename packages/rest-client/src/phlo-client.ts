import { findGap } from '@plivo-to-vobiz/mappings/rest'
import { toGapError } from './resources.ts'

type Rejecting = (...given: readonly unknown[]) => Promise<never>

/** A flow that cannot run. */
export interface Phlo {
  readonly run: Rejecting
  readonly multiPartyCall: ((nodeId?: string) => Readonly<Record<string, Rejecting>>) & { readonly get: Rejecting }
}

const reject =
  (id: string): Rejecting =>
  async () =>
    Promise.reject(toGapError(id, findGap(id) ?? { reason: 'phlo' }))

const MEMBER_METHODS = ['call', 'warmTransfer', 'coldTransfer', 'abortTransfer'] as const

const createPhlo = (): Phlo => ({
  run: reject('Phlo#run'),
  multiPartyCall: Object.assign(
    () => Object.fromEntries(MEMBER_METHODS.map((name) => [name, reject(`PhloMultiPartyCall#${name}`)])),
    { get: reject('Phlo#multiPartyCall.get') },
  ),
})

/** Plivo's `PhloClient`. Vobiz has no visual flows: it can be constructed, and every method rejects. */
export class PhloClient {
  readonly phlo: ((phloId?: string) => Phlo) & { readonly get: Rejecting }

  constructor(..._credentials: readonly unknown[]) {
    this.phlo = Object.assign(createPhlo, { get: reject('PhloClient.phlo.get') })
  }
}
