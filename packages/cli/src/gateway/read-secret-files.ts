import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../exit.ts'
import type { GatewayConfig } from './schema.ts'

type Secrets = NonNullable<GatewayConfig['plivo']>
type Credentials = NonNullable<GatewayConfig['basicAuth']>

/** Puts what the `…File` keys name in the place of the keys; relative names start from the file they stand in. */
export async function readSecretFiles(config: GatewayConfig, configPath: string): Promise<GatewayConfig> {
  const folder = dirname(configPath)
  const pick = async (
    key: string,
    value: string | undefined,
    file: string | undefined,
  ): Promise<string | undefined> => {
    if (file === undefined) return value
    if (value !== undefined) throw new UsageError(`${key} and ${key}File are both set; one of them is enough.`)
    return readSecretFile(resolve(folder, file), `${key}File`)
  }
  const tokens = async (key: string, value: Secrets['authToken'], file: string | undefined) =>
    file === undefined ? value : (await pick(key, value === undefined ? value : '', file))?.split(/\s+/)
  const secrets = async (key: string, given: Secrets | undefined): Promise<Secrets | undefined> => {
    if (given === undefined) return given
    const authToken = await tokens(`${key}.authToken`, given.authToken, given.authTokenFile)
    const mainAuthToken = await tokens(`${key}.mainAuthToken`, given.mainAuthToken, given.mainAuthTokenFile)
    return { authToken, mainAuthToken }
  }
  const credentials = (key: string, list: Credentials | undefined): Promise<Credentials> | undefined =>
    list === undefined
      ? undefined
      : Promise.all(
          list.map(async ({ username, password, passwordFile }, index) => {
            const name = `${key}.${index}.password`
            const found = await pick(name, password, passwordFile)
            if (found === undefined) throw new UsageError(`${name}: missing; expected it, or ${name}File.`)
            return { username, password: found }
          }),
        )
  const {
    plivo,
    vobiz,
    basicAuth,
    unsigned,
    redis,
    fallbackXml,
    fallbackXmlFile,
    statusToken,
    statusTokenFile,
    ...rest
  } = config
  return {
    ...rest,
    plivo: await secrets('plivo', plivo),
    vobiz: await secrets('vobiz', vobiz),
    basicAuth: await credentials('basicAuth', basicAuth),
    unsigned:
      typeof unsigned === 'object'
        ? { ...unsigned, basicAuth: await credentials('unsigned.basicAuth', unsigned.basicAuth) }
        : unsigned,
    redis: redis && { prefix: redis.prefix, url: await pick('redis.url', redis.url, redis.urlFile) },
    statusToken: await pick('statusToken', statusToken, statusTokenFile),
    fallbackXml: await pick('fallbackXml', fallbackXml, fallbackXmlFile),
  }
}

/** The content of a file without the blanks around it; `from` is what named it, for errors. */
export async function readSecretFile(path: string, from: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${from}: ${path} cannot be read (${cause.code ?? cause.message}).`)
  })
  if (text.trim() === '') throw new UsageError(`${from}: ${path} is empty.`)
  return text.trim()
}
