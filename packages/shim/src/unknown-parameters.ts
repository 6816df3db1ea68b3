import { ACCOUNT_ID, CUSTOM_HEADER_PREFIX, PARAMS } from '@plivo-to-vobiz/mappings/callbacks'
import type { CallProvider } from './call.ts'
import type { Received } from './receive.ts'

/** Tells the parameters of a request that no table knows and that have not been told before. */
export type FindUnknown = (provider: CallProvider, received: Pick<Received, 'fields' | 'source'>) => readonly string[]

const NONE: readonly string[] = []
/** Names remembered at most; what comes after them is not told. */
const REMEMBERED = 200
const READABLE = /^[\w.[\]-]{1,64}$/
const DIGITS = /\d{4,}/g

const PREFIXES = [CUSTOM_HEADER_PREFIX.plivo, CUSTOM_HEADER_PREFIX.vobiz]

/**
 * Prepares the look at names. A name costs one look-up, since those told once are known from then on. A query is left
 * out: the application's own parameters stand in it.
 */
export function createUnknownFinder(): FindUnknown {
  const known = { plivo: new Set(listNames('plivo')), vobiz: new Set(listNames('vobiz')) }
  let room = REMEMBERED
  return (provider, { fields, source }) => {
    if (source === 'query') return NONE
    const names = known[provider]
    let found: string[] | undefined
    for (const name in fields) {
      if (names.has(name) || isCustom(name)) continue
      if (room === 0) break
      room -= 1
      names.add(name)
      found ??= []
      found.push(toReadable(name))
    }
    return found ?? NONE
  }
}

function listNames(provider: CallProvider): readonly string[] {
  const names = PARAMS.flatMap((row): readonly (string | null)[] =>
    provider === 'plivo' ? [row.plivo] : [row.plivo, row.vobiz, ...('aliases' in row ? row.aliases : [])],
  )
  return [...names.filter((name) => name !== null), ...ACCOUNT_ID.params]
}

const isCustom = (name: string): boolean => PREFIXES.some((prefix) => name.toUpperCase().startsWith(prefix))

/** A name that can be shown: no number, nothing but letters. */
const toReadable = (name: string): string => (READABLE.test(name) ? name.replace(DIGITS, '…') : '(unreadable)')
