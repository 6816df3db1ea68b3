import { isFields } from '../records.ts'

/** An application of the Plivo account, wire fields under the client's names. */
export interface CopiedApplication {
  readonly appId: string
  readonly name: string
  /** What `applications.create` takes; only what was set. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A SIP endpoint. Its password cannot be read. */
export interface CopiedEndpoint {
  readonly username: string
  readonly alias: string
  /** Application on Plivo, if any. */
  readonly appId: string | undefined
}

/** A sub-account; its token cannot be copied. */
export interface CopiedSubaccount {
  readonly name: string
  readonly enabled: boolean
}

/** A number. It cannot move: another one takes its place. */
export interface CopiedNumber {
  readonly number: string
  readonly country: string | undefined
  readonly region: string | undefined
  readonly appId: string | undefined
}

/** What of a Plivo account can be set up again elsewhere. Holds no secret, but phone numbers and URLs. */
export interface AccountCopy {
  readonly version: 1
  readonly applications: readonly CopiedApplication[]
  readonly endpoints: readonly CopiedEndpoint[]
  readonly subaccounts: readonly CopiedSubaccount[]
  readonly numbers: readonly CopiedNumber[]
}

const isListOf = (value: unknown, texts: readonly string[]): boolean =>
  Array.isArray(value) &&
  value.every((item: unknown) => isFields(item) && texts.every((name) => typeof item[name] === 'string'))

/** Whether a value read from a file is a copy that this version wrote. */
export function isAccountCopy(value: unknown): value is AccountCopy {
  if (!isFields(value) || value.version !== 1) return false
  const { applications, endpoints, subaccounts, numbers } = value
  return (
    isListOf(applications, ['appId', 'name']) &&
    Array.isArray(applications) &&
    applications.every((item: unknown) => isFields(item) && isFields(item.settings)) &&
    isListOf(endpoints, ['username', 'alias']) &&
    isListOf(subaccounts, ['name']) &&
    isListOf(numbers, ['number'])
  )
}
