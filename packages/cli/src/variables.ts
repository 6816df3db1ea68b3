import { ENVIRONMENT, WEBHOOK_WORDS } from '@plivo-to-vobiz/mappings/settings'
import type { Provider } from '@plivo-to-vobiz/signatures'

const [id, token] = ENVIRONMENT

/** Environment variables that hold an account's id and token. */
export const ACCOUNT_VARIABLES = {
  plivo: { id: id.plivo, token: token.plivo },
  vobiz: { id: id.vobiz, token: token.vobiz },
} as const

type KeyRow = Extract<(typeof WEBHOOK_WORDS)[number], { key: 'keyVariable' }>

const findKeyVariable = (provider: KeyRow['provider']): string =>
  WEBHOOK_WORDS.find((row) => row.provider === provider && row.key === 'keyVariable')?.name ?? ''

/** The variable a platform's webhook secret is read from when none is passed. */
export const SECRET_VARIABLES: Readonly<Record<Provider, string>> = {
  plivo: ACCOUNT_VARIABLES.plivo.token,
  vobiz: ACCOUNT_VARIABLES.vobiz.token,
  voicebip: findKeyVariable('voicebip'),
  jambonz: findKeyVariable('jambonz'),
  signalwire: findKeyVariable('signalwire'),
  enablex: findKeyVariable('enablex'),
}
