import { resolve } from 'node:path'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'
import { describeIssue } from './describe-issue.ts'
import { deleteAt, getAt, setAt } from './key-path.ts'
import { type ConfigFile, readConfigFile } from './read-file.ts'
import { readSecretFile, readSecretFiles } from './read-secret-files.ts'
import { readSetting } from './read-setting.ts'
import { GATEWAY_SCHEMA, type GatewayConfig } from './schema.ts'
import { SETTINGS, type Setting } from './settings.ts'

/** Flags as they were written: a text, several where a flag came again, `true` for one without argument. */
export type Flags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>

/** A configuration, and where each part of it comes from. */
export interface LoadedConfig {
  readonly config: GatewayConfig
  /** Key path to the flag, variable or place in the file that set it. */
  readonly origins: ReadonlyMap<string, string>
}

/**
 * Puts the configuration together: flags before variables before the file. Throws a `UsageError` that names every
 * mistake with its place, key, what was seen and what is expected; values of secrets are in none of them.
 */
export async function loadConfig(flags: Flags, io: Io): Promise<LoadedConfig> {
  const name = flags.config ?? io.env.GATEWAY_CONFIG
  const file = typeof name === 'string' && name !== '' ? await readConfigFile(name, resolve(io.cwd, name)) : undefined
  const { content } = file ?? { content: {} }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`${file?.name}:1:1 is no mapping of keys to values.`)
  const merged: Record<string, unknown> = structuredClone({ ...content })
  const origins = new Map<string, string>()
  for (const setting of SETTINGS) {
    const found = findFlag(setting, flags) ?? (await findVariable(setting, io))
    if (found === undefined) continue
    deleteAt(merged, `${setting.key}File`)
    setAt(merged, setting.key, found.value)
    origins.set(setting.key, found.from)
  }
  const parsed = GATEWAY_SCHEMA.safeParse(merged)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const key = issue.path.join('.')
      const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
      const inFile = file === undefined ? '' : `${file.name}:${file.locate(at)}`
      const place = getAt(merged, key) === undefined ? '' : (findOrigin(key, origins) ?? inFile)
      const where = [place, key].filter((part) => part !== '').join(' ')
      return `${where}: ${describeIssue(issue, getAt(merged, key))}`
    })
    throw new UsageError(lines.sort(byPlace.compare).join('\n'))
  }
  addFileOrigins(parsed.data, file, origins)
  return { config: await readSecretFiles(parsed.data, resolve(io.cwd, file?.name ?? '.')), origins }
}

/** Lines of a file in their order: 9:1 before 10:1. */
const byPlace = new Intl.Collator('en', { numeric: true })

interface Found {
  readonly value: unknown
  readonly from: string
}

function findFlag(setting: Setting, flags: Flags): Found | undefined {
  const from = setting.flag?.split(' ')[0]
  if (from === undefined) return undefined
  const given = flags[from.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())]
  if (given === undefined || given === false) return undefined
  if (given === true) return { value: true, from }
  const text = typeof given === 'string' ? given : given.join(',')
  return { value: readSetting(setting, text, from), from }
}

async function findVariable(setting: Setting, { env, cwd }: Io): Promise<Found | undefined> {
  const { variable, secret = false } = setting
  const [text, path] = [env[variable], secret ? env[`${variable}_FILE`] : undefined]
  if (text && path) throw new UsageError(`${variable} and ${variable}_FILE are both set; one of them is enough.`)
  const from = path ? `${variable}_FILE` : variable
  const given = path ? await readSecretFile(resolve(cwd, path), from) : text
  return given ? { value: readSetting(setting, given, from), from } : undefined
}

/** The flag or variable that set a key, or the one above it. */
function findOrigin(key: string, origins: ReadonlyMap<string, string>): string | undefined {
  for (let at = key; at !== ''; at = at.replace(/(?:^|\.)[^.]*$/, '')) if (origins.has(at)) return origins.get(at)
  return undefined
}

function addFileOrigins(config: GatewayConfig, file: ConfigFile | undefined, origins: Map<string, string>): void {
  if (file === undefined) return
  const visit = (value: unknown, path: readonly string[]): void => {
    const key = path.join('.')
    if (origins.has(key)) return
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name])
    else origins.set(key, `${file.name}:${file.locate(path)}`)
  }
  visit(config, [])
}
