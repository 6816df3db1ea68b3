import { createHeaderReader, type ReadHeaders } from './header-reader.ts'
import { refuse } from './refusal.ts'
import { areUsable, toList } from './secrets.ts'
import type { Provider, Refused, VerifyOptions, WebhookRequest } from './verification.ts'

/** What a verifier without main account needs of a request before it looks at the signature. */
export interface Admitted {
  readonly ok: true
  readonly values: ReadHeaders['values']
  readonly secrets: readonly string[]
}

/** Makes the checks that come first on every platform: usable secrets, headers of this platform alone. */
export function createAdmission(
  provider: Provider,
): (request: WebhookRequest, options: VerifyOptions) => Admitted | Refused {
  const readHeaders = createHeaderReader(provider)
  return (request, options) => {
    const secrets = toList(options.secrets)
    if (!areUsable(secrets)) return refuse(provider, 'bad-secret')
    const { values, hasForeign } = readHeaders(request.headers)
    if (hasForeign && options.compat !== true)
      return refuse(provider, values.size > 0 ? 'ambiguous-provider' : 'missing-signature')
    return { ok: true, values, secrets }
  }
}
