import { WebhookError } from './webhook-error.ts'

const ONE_MIB = 1_048_576

/** The limit of an options object, checked. */
export function toBodyLimit({ bodyLimit = ONE_MIB }: { readonly bodyLimit?: number }): number {
  if (Number.isInteger(bodyLimit) && bodyLimit >= 0) return bodyLimit
  throw new WebhookError('bad-option', `bodyLimit is ${bodyLimit}; expected a whole number of bytes`)
}
