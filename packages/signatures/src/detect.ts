import { HEADER_NAMES } from './generated/header-names.ts'
import type { HeaderFields, Provider } from './verification.ts'

const PROVIDERS = Object.keys(HEADER_NAMES) as Provider[] // Object.keys widens to string
const OWNER = new Map<string, Provider>(
  PROVIDERS.flatMap((provider) =>
    Object.values(HEADER_NAMES[provider]).map((name): [string, Provider] => [name.toLowerCase(), provider]),
  ),
)

/**
 * The platform whose signature headers a request carries; `'ambiguous'` when it carries those of two, which no
 * platform sends and every caller should refuse. Says nothing about whether the signature is right.
 */
export function detectProvider(headers: HeaderFields): Provider | 'ambiguous' | undefined {
  let found: Provider | undefined
  for (const name of fieldNames(headers)) {
    const provider = OWNER.get(name) ?? OWNER.get(name.toLowerCase())
    if (provider === undefined || provider === found) continue
    if (found !== undefined) return 'ambiguous'
    found = provider
  }
  return found
}

function fieldNames(headers: HeaderFields): Iterable<string> {
  if (typeof headers.get === 'function' && typeof headers.keys === 'function') return headers.keys()
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name]))
}
