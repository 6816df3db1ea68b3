import type { Provider, SignOptions } from './verification.ts'
import { WebhookError } from './webhook/webhook-error.ts'

/** The scheme to sign with: the one asked for, else the first. Throws on one the platform does not have. */
export function requireScheme<Name extends string>(
  provider: Provider,
  { scheme, account }: SignOptions,
  known: readonly [Name, ...Name[]],
): Name {
  const found = scheme === undefined ? known[0] : known.find((name) => name === scheme)
  if (found !== undefined && account !== 'main') return found
  throw new WebhookError(
    'bad-option',
    `${provider} has no scheme ${scheme ?? known[0]} for the ${account ?? 'own'} account; it has ${known.join(', ')}`,
  )
}

/** The secret to sign with. Throws on an empty one: anybody can make signatures with that. */
export function requireSecret({ secret }: SignOptions): string {
  if (secret !== '') return secret
  throw new WebhookError('missing-secret', 'signing needs a secret that is not empty')
}
