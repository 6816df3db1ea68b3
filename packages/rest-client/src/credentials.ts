import { ENVIRONMENT, type EnvironmentRow } from '@plivo-to-vobiz/mappings/rest'
import { PlivoRestError } from './errors.ts'

/** An account and its token. */
export interface Credentials {
  readonly authId: string
  readonly authToken: string
  /** Variables of Plivo that were used for want of Vobiz's. */
  readonly fromPlivo: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const rows: readonly EnvironmentRow[] = ENVIRONMENT

function find(given: unknown, row: EnvironmentRow | undefined, env: Environment): { value: string; plivo?: string } {
  if (typeof given === 'string' && given !== '') return { value: given }
  const own = row === undefined ? undefined : env[row.vobiz]
  if (own) return { value: own }
  const old = row === undefined ? undefined : env[row.plivo]
  return old && row ? { value: old, plivo: row.plivo } : { value: '' }
}

/** Credentials as passed, else from Vobiz's variables, else from Plivo's. Throws Plivo's messages when one is missing. */
export function readCredentials(authId: unknown, authToken: unknown, env: Environment): Credentials {
  const id = find(authId, rows[0], env)
  const token = find(authToken, rows[1], env)
  const missing = id.value === '' ? 'authId' : token.value === '' ? 'authToken' : undefined
  if (missing !== undefined)
    throw new PlivoRestError(`Please provide ${missing}`, { code: 'configuration', outcome: 'not-sent' })
  return {
    authId: id.value,
    authToken: token.value,
    fromPlivo: [id.plivo, token.plivo].filter((name) => name !== undefined),
  }
}

const borrowers = new WeakSet<object>()

/** Remembers a client that has Plivo's credentials for want of Vobiz's. */
export const setBorrowed = (client: object): unknown => borrowers.add(client)

/** Whether a client has Plivo's credentials for want of Vobiz's. */
export const isBorrowed = (client: object): boolean => borrowers.has(client)
