import type { GatewayOptions } from '@plivo-to-vobiz/shim/gateway'
import { UsageError } from '../exit.ts'
import { ACCOUNT_VARIABLES } from '../variables.ts'
import type { GatewayConfig } from './schema.ts'

/** What the command adds to the file's own settings. */
export type Extras = Pick<GatewayOptions, 'store' | 'mode' | 'isReady' | 'onEvent'>

/** The options of `createGateway` that a configuration stands for. Throws a `UsageError` where a token is missing. */
export function toGatewayOptions(config: GatewayConfig, extras: Extras): GatewayOptions {
  const { plivo, vobiz, basicAuth, unsigned } = config
  return withoutUndefined({
    upstream: config.upstream,
    publicUrl: config.publicUrl,
    appUrl: config.appUrl,
    plivo: toSecrets('plivo', plivo),
    vobiz: toSecrets('vobiz', vobiz),
    routes: config.routes && withoutUndefined(config.routes),
    paths: config.paths,
    tunnelPaths: config.tunnelPaths,
    verifyPlivo: config.verifyPlivo,
    basicAuth: basicAuth && toCredentials(basicAuth),
    unsigned: toPolicy(unsigned),
    trustProxy: config.trustProxy,
    dryRun: config.dryRun,
    emulate: config.emulate,
    translateStreams: config.translateStreams,
    fallbackXml: config.fallbackXml,
    deadlines: config.deadlines && withoutUndefined(config.deadlines),
    rememberMs: config.rememberMs,
    storeFailure: config.storeFailure,
    bodyLimit: config.bodyLimit,
    parameterLimit: config.parameterLimit,
    healthPrefix: config.healthPrefix,
    ...extras,
  })
}

function toSecrets(name: 'plivo' | 'vobiz', secrets: GatewayConfig['plivo']): GatewayOptions['plivo'] {
  const { authToken, mainAuthToken } = secrets ?? {}
  const variable = ACCOUNT_VARIABLES[name].token
  if (authToken === undefined && mainAuthToken === undefined)
    throw new UsageError(
      `No auth token for ${name}: set ${variable}, or ${variable}_FILE to a file with it, or ${name}.authToken in the configuration.`,
    )
  // Only the main account's token is known: the application's own check has to be given that one.
  return withoutUndefined({ authToken: authToken ?? [], mainAuthToken })
}

type Credentials = NonNullable<GatewayConfig['basicAuth']>

const toCredentials = (list: Credentials): { username: string; password: string }[] =>
  list.map(({ username, password = '' }) => ({ username, password }))

function toPolicy(unsigned: GatewayConfig['unsigned']): GatewayOptions['unsigned'] {
  if (typeof unsigned !== 'object') return unsigned
  const { from, basicAuth } = unsigned
  if (from !== undefined)
    return { allow: true, from, ...(basicAuth !== undefined && { basicAuth: toCredentials(basicAuth) }) }
  if (basicAuth !== undefined) return { allow: true, basicAuth: toCredentials(basicAuth) }
  throw new UsageError('unsigned has neither from nor basicAuth; expected one of them, or the word reject.')
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** The same without the keys that hold nothing, which are not optional to every library. */
function withoutUndefined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}
