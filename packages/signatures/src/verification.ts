/** Platforms whose webhooks can be signed and verified. */
export type Provider = 'plivo' | 'vobiz' | 'voicebip' | 'jambonz' | 'signalwire' | 'enablex'

/** Header fields as a web `Headers` object or as Node gives them; names are case-insensitive. */
export type HeaderFields = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/** One webhook as the sender sent it. */
export interface WebhookRequest {
  readonly method: string
  /** URL as the sender configured it: scheme, host, path and query. Never the URL inside a proxy. */
  readonly url: string
  readonly headers: HeaderFields
  /** Exact bytes of the body; needed by platforms that sign the body. */
  readonly rawBody?: string | Uint8Array | undefined
  /** Decoded form parameters; read from `rawBody` when absent. */
  readonly params?: Readonly<Record<string, string | readonly string[]>> | undefined
}

/** Why a request was refused. Values are stable; messages may change. */
export type Reason =
  | 'missing-signature'
  | 'missing-nonce'
  | 'missing-timestamp'
  | 'malformed'
  | 'mismatch'
  | 'stale'
  | 'unsupported-scheme'
  | 'ambiguous-provider'
  | 'bad-secret'
  | 'undecryptable'

/** A verified webhook: which scheme, and which of the secrets matched. */
export interface Verified {
  readonly ok: true
  readonly provider: Provider
  readonly scheme: string
  /** Index into `secrets` (`account: 'own'`) or `mainSecrets` (`account: 'main'`). */
  readonly secretIndex: number
  readonly account: 'own' | 'main'
}

/** A refused webhook. The message never holds a secret or an expected signature. */
export interface Refused {
  readonly ok: false
  readonly provider: Provider
  readonly scheme?: string
  readonly reason: Reason
  readonly message: string
}

/** Outcome of `verify`. */
export type Verification = Verified | Refused

/** How `verify` decides. */
export interface VerifyOptions {
  /**
   * The account's own secrets, tried on the plain headers; several during rotation. An unset variable is refused as
   * `bad-secret`, unless there are main secrets.
   */
  readonly secrets: string | readonly string[] | undefined
  /** The parent (main) account's secrets, tried on the MA headers only. */
  readonly mainSecrets?: string | readonly string[] | undefined
  /** Accepted schemes; default: the strong ones of the platform. */
  readonly schemes?: readonly string[] | undefined
  /** Current time in unix seconds; default: the clock. */
  readonly now?: number | undefined
  /** Accepted age in seconds where the scheme has a timestamp; default 300. */
  readonly toleranceSeconds?: number | undefined
  /** Decide as the vendor's own package does, weak spots included; default false. */
  readonly compat?: boolean | undefined
}

/** How `sign` signs. */
export interface SignOptions {
  readonly secret: string
  /** Default: the strongest scheme of the platform. */
  readonly scheme?: string | undefined
  /** Default: 20 random digits. */
  readonly nonce?: string | undefined
  /** Unix seconds; default: the clock. */
  readonly timestamp?: number | undefined
  /** Whose token `secret` is; `main` gives the MA header. Default `own`. */
  readonly account?: 'own' | 'main' | undefined
}

/** What a platform's file offers; the name is also its key in every table. */
export interface SignatureProvider {
  readonly verify: (request: WebhookRequest, options: VerifyOptions) => Verification
  readonly sign: (request: WebhookRequest, options: SignOptions) => Record<string, string>
}
