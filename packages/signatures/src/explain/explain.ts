import type { Provider, Verification, VerifyOptions, WebhookRequest } from '../verification.ts'
import { verify } from '../verify.ts'
import type { Attempt } from './attempt.ts'
import { CAUSES, type Cause, PUBLIC_URL } from './causes.ts'

/** One thing that was tried. */
export interface Trial {
  readonly causes: readonly Cause[]
  /** Completes "The signature matches when …". */
  readonly when: string
  readonly matches: boolean
}

/** Why a request is refused, for the operator of a server. */
export interface Explanation {
  readonly provider: Provider
  /** What `verify` says of the request as it is. */
  readonly verdict: Verification
  /** The causes that make it match, one or two; none when it matches as it is, or nothing does. */
  readonly causes: readonly Cause[]
  /** One sentence: what makes it match and how to fix it. Holds no secret and no signature. */
  readonly message: string
  readonly tried: readonly Trial[]
}

/**
 * Tries the plausible causes of a refusal in order and says which one makes the signature match. A diagnostic for
 * operators with the secret at hand: never answer a sender with it, and never let a request through because of it.
 *
 * @example
 * explain('vobiz', { method: 'POST', url: 'http://10.0.0.7/answer', headers }, { secrets: token }).message
 * // 'The signature matches when the URL begins with https:// instead of http://: TLS ends before this server, …'
 */
export function explain(provider: Provider, request: WebhookRequest, options: VerifyOptions): Explanation {
  const attempt: Attempt = { provider, request, options }
  const verdict = verify(provider, request, options)
  if (verdict.ok) return { provider, verdict, causes: [], message: praise(verdict), tried: [] }
  const tried: Trial[] = []
  for (const finding of findCauses(attempt)) {
    const { causes, when, fix, matches } = finding
    tried.push({ causes, when, matches })
    if (matches) return { provider, verdict, causes, message: `The signature matches when ${when}: ${fix}.`, tried }
  }
  const message = `None of ${tried.length} plausible changes makes the signature match, so the secret is another one or the request was altered; the verdict was: ${verdict.message}`
  return { provider, verdict, causes: [], message, tried }
}

const praise = ({ scheme, account, secretIndex }: Extract<Verification, { ok: true }>): string =>
  `The signature is right: scheme ${scheme}, ${account} account, secret number ${secretIndex + 1}.`

interface Finding {
  readonly causes: readonly Cause[]
  readonly when: string
  readonly fix: string
  readonly matches: boolean
}

const matches = ({ provider, request, options }: Attempt): boolean => verify(provider, request, options).ok

/** Each cause alone, then two causes in the URL together. */
function* findCauses(attempt: Attempt): Iterable<Finding> {
  for (const { cause, fix, vary } of CAUSES)
    for (const { when, attempt: changed } of vary(attempt))
      yield { causes: [cause], when, fix, matches: matches(changed) }
  const rows = CAUSES.filter(({ inUrl }) => inUrl)
  for (const [index, first] of rows.entries())
    for (const one of first.vary(attempt))
      for (const second of rows.slice(index + 1))
        for (const two of second.vary(one.attempt))
          yield {
            causes: [first.cause, second.cause],
            when: `${one.when} and ${two.when}`,
            fix: PUBLIC_URL,
            matches: matches(two.attempt),
          }
}
