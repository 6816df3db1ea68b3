import type { Row } from './row.ts'

/** Why a delivery failed, in the words of Plivo's retry policy: no connection, no answer in time, a bad status. */
export type DeliveryFailure = 'ct' | 'rt' | 'status'

/** How a provider delivers a webhook: how long it waits and how often it tries again (contradiction C20). */
export interface DeliveryRow extends Row {
  readonly provider: 'plivo' | 'vobiz'
  /** Longest wait for an answer whose XML is carried out, in milliseconds. */
  readonly answerMs: number
  /** Longest wait for an acknowledgement, in milliseconds. */
  readonly callbackMs: number
  /** Tries after the first. */
  readonly retries: number
  readonly retryOn: readonly DeliveryFailure[]
  /** Milliseconds before the second try; doubled before each further one. `0`: at once. */
  readonly backOffMs: number
  /** Failures after which the fallback URL is asked. */
  readonly fallbackOn: readonly (DeliveryFailure | 'xml')[]
  /** Names of the URL fragment by which an application may tune this; absent when there is no such thing. */
  readonly fragment?: { readonly retries: string; readonly policy: string; readonly read: string }
  readonly note?: string
}

const CHECKED = '2026-10-02'

/** Delivery of voice webhooks, by provider. */
export const DELIVERY = [
  {
    provider: 'plivo',
    answerMs: 40_000,
    callbackMs: 40_000,
    retries: 1,
    retryOn: ['ct', 'rt'],
    backOffMs: 0,
    fallbackOn: ['ct', 'rt', 'status'],
    fragment: { retries: 'rc', policy: 'rp', read: 'rt' },
    status: 'value-mapped',
    note: 'Defaults of the URL fragment; other pages say three tries or sixty seconds.',
    source: ['plivo:skill'],
    checked: CHECKED,
  },
  {
    provider: 'vobiz',
    answerMs: 10_000,
    callbackMs: 3000,
    retries: 3,
    retryOn: ['ct', 'rt', 'status'],
    backOffMs: 1000,
    fallbackOn: ['ct', 'rt', 'status', 'xml'],
    status: 'value-mapped',
    note: 'Exponential back-off is documented, its first step is not: one second is inferred.',
    source: ['vobiz:callbacks', 'vobiz:config', 'vobiz:applications'],
    checked: CHECKED,
  },
] as const satisfies readonly DeliveryRow[]

/** How a provider delivers. */
export function getDelivery(provider: 'plivo' | 'vobiz'): DeliveryRow {
  return DELIVERY[provider === 'plivo' ? 0 : 1]
}
