/** What the caller does when asked for input; neither field means silence. */
export interface Input {
  readonly digits?: string
  readonly speech?: string
}

/** How a dialled phone reacts. */
export interface DialResult {
  readonly status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'cancel' | 'timeout'
  /** Seconds talked; used when `completed`. Default 30. */
  readonly seconds?: number
}

/** What the caller leaves after the beep. */
export interface Recording {
  /** Default 8. */
  readonly seconds?: number
  /** Key that ends it; without one the caller falls silent. Default `#`. */
  readonly key?: string
}

/** Addresses the provider was given: absolute, below the public URL, or paths. */
export interface CallUrls {
  readonly answer: string
  readonly ring?: string
  readonly hangup?: string
}

/** One call to play. Lists are used up in order; when one is used up its default is played. */
export interface CallScript {
  readonly urls: CallUrls
  /** Default `inbound`. Only outbound calls ring. */
  readonly direction?: 'inbound' | 'outbound'
  /** How an outbound call is taken. Default `answered`. */
  readonly outcome?: 'answered' | 'busy' | 'no-answer' | 'cancel' | 'failed'
  /** Default for all that follow: silence. */
  readonly inputs?: readonly Input[]
  /** Default for all that follow: `no-answer`. */
  readonly dials?: readonly DialResult[]
  /** Default for all that follow: eight seconds, then `#`. */
  readonly recordings?: readonly Recording[]
  /** Numbers with `+`. */
  readonly from?: string
  readonly to?: string
  /** Custom headers the call carries, without the provider's prefix. */
  readonly customHeaders?: Readonly<Record<string, string>>
}
