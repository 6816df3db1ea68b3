import type { Provider, Reason, Refused } from './verification.ts'

const HINTS: Readonly<Record<Reason, string>> = {
  'missing-signature':
    'No signature header that a configured secret can check was received. Check that the sender signs this callback and that no proxy strips its headers.',
  'missing-nonce': 'A signature was received without its nonce header. Check that no proxy strips it.',
  'missing-timestamp': 'A signature was received without its timestamp. Check that no proxy strips it.',
  malformed: 'A header, the URL, the body or the parameters do not have the shape the scheme needs.',
  mismatch:
    'The signature does not belong to this request under any configured secret. Usual causes: the URL differs from the one the sender was given (scheme, host, port, path, query behind a proxy), or another account’s token. `plivo-to-vobiz verify` tells which.',
  stale: 'The timestamp is outside the accepted window. Check the clock of this machine.',
  'unsupported-scheme': 'The request is signed with a scheme that is not accepted here.',
  'ambiguous-provider': 'The request carries signature headers of more than one platform, which none of them sends.',
  'bad-secret': 'A configured secret is empty or missing. An empty secret would accept what anybody signs with it.',
  undecryptable: 'The payload cannot be decrypted with the configured App ID.',
}

interface Details {
  readonly scheme?: string | undefined
  /** What was seen, without any secret. */
  readonly detail?: string | undefined
}

/** Makes a refusal. */
export function refuse(provider: Provider, reason: Reason, { scheme, detail }: Details = {}): Refused {
  const message = detail === undefined ? HINTS[reason] : `${HINTS[reason]} Seen: ${detail}.`
  return { ok: false, provider, ...(scheme !== undefined && { scheme }), reason, message }
}
