import {
  CALL_STATUSES,
  CUSTOM_HEADER_PREFIX,
  findEvent,
  PARAM,
  PARAMS,
  VALUES,
} from '@plivo-to-vobiz/mappings/callbacks'
import type { CallProvider, RawParams } from './call.ts'
import type { Received } from './receive.ts'

type Value = string | readonly string[]

/** Rows whose Plivo name Vobiz has other names for, each with those names in the order they are read. */
const RENAMED = PARAMS.flatMap((row) => {
  const names = [row.vobiz, ...('aliases' in row ? row.aliases : [])].filter((name) => name !== row.plivo)
  return row.plivo === null || names.length === 0
    ? []
    : [{ to: row.plivo, from: names.filter((name) => name !== null) }]
})

const toKey = (param: string, value: string): string => `${param}=${value.toLowerCase()}`

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...VALUES.map((row): [string, string] => [toKey(row.param, row.vobiz), row.plivo]),
  ...CALL_STATUSES.flatMap((row) =>
    ('aliases' in row ? row.aliases : []).map((alias): [string, string] => [toKey(PARAM.CallStatus, alias), row.value]),
  ),
])
const SPELT: ReadonlySet<string> = new Set([...VALUES.map((row) => row.param), PARAM.CallStatus])

/**
 * Parameters under Plivo's names and in Plivo's spellings. Nothing is taken away: what Vobiz calls otherwise is there
 * under both names. Plivo's own come back as they are. In a query the application's own parameters stand among the
 * platform's, so aliases are read from bodies only.
 */
export function normalise(provider: CallProvider, { fields, source }: Pick<Received, 'fields' | 'source'>): RawParams {
  if (provider === 'plivo') return fields
  const params: Record<string, Value> = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    if (value === undefined) continue
    params[name] = SPELT.has(name) ? respell(name, value) : value
    mirrorCustomHeader(params, name, value)
  }
  if (source !== 'query') readAliases(params)
  readEvent(params)
  return params
}

/** One text per name: the first where several came. */
export function toParams(fields: RawParams): Readonly<Record<string, string>> {
  if (hasTextsOnly(fields)) return fields
  const params: Record<string, string> = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    params[name] = typeof value === 'string' ? value : (value?.[0] ?? '')
  }
  return params
}

function hasTextsOnly(fields: RawParams): fields is Readonly<Record<string, string>> {
  for (const name in fields) if (typeof fields[name] !== 'string') return false
  return true
}

function readAliases(params: Record<string, Value>): void {
  for (const { to, from } of RENAMED) {
    if (isPresent(params[to])) continue
    for (const name of from) {
      const value = params[name]
      if (!isPresent(value)) continue
      params[to] = respell(to, value)
      break
    }
  }
}

function readEvent(params: Record<string, Value>): void {
  const event = params[PARAM.Event]
  const row = typeof event === 'string' ? findEvent(event) : undefined
  if (row === undefined) return
  if (row.plivo !== null) params[PARAM.Event] = row.plivo
  if (row.beside !== undefined) params[row.beside.param] ??= row.beside.value
}

const isPresent = (value: Value | undefined): value is Value => value !== undefined && value !== ''

const respell = (param: string, value: Value): Value =>
  typeof value === 'string' ? (SPELLINGS.get(toKey(param, value)) ?? value) : value

/** `X-VH-Key` is there as `X-PH-Key` as well, also where a page's rule left its suffix on the key (contradiction C25). */
function mirrorCustomHeader(params: Record<string, Value>, name: string, value: Value): void {
  const { plivo, vobiz, vobizKeySuffix } = CUSTOM_HEADER_PREFIX
  if (name[1] !== vobiz[1] || name.length <= vobiz.length || name.slice(0, vobiz.length).toUpperCase() !== vobiz) return
  const key = name.slice(vobiz.length)
  const bare = key.endsWith(vobizKeySuffix) ? key.slice(0, -vobizKeySuffix.length) : key
  params[plivo + (bare === '' ? key : bare)] ??= value
}
