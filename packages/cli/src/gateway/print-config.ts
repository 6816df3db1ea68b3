import { getAt } from './key-path.ts'
import type { LoadedConfig } from './load-config.ts'
import { SETTINGS } from './settings.ts'

const SECRET = /(?:Token|password|redis\.url)(?:File)?$|basicAuth/i

/** The configuration as it would be used, a line for each key with where it comes from; secrets as `(set)`. */
export function printConfig({ config, origins }: LoadedConfig): string {
  const rows = [...origins].map(([key, from]) => {
    const value = getAt(config, key.replace(/File$/, ''))
    const isSecret = SECRET.test(key) || SETTINGS.some((setting) => setting.key === key && setting.secret === true)
    return [key, isSecret ? '(set)' : JSON.stringify(value), from] as const
  })
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length))
  return rows.map(([key, value, from]) => `${key.padEnd(width(0))}  ${value.padEnd(width(1))}  ${from}\n`).join('')
}
