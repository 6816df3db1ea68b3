/** A URL cut into pieces as text: nothing is decoded, normalised or re-encoded. */
export interface UrlParts {
  /** Scheme, host with port, and path, exactly as written; no credentials, query or fragment. */
  readonly base: string
  /** As `base`, credentials left in. */
  readonly baseWithCredentials: string
  /** Text between `?` and `#`; `undefined` when there is no question mark. */
  readonly query: string | undefined
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\/(?=[^/?#])/i

/** Cuts a URL; `undefined` when it has no scheme or no host. */
export function splitUrl(url: string): UrlParts | undefined {
  const text = url.trim()
  const scheme = SCHEME.exec(text)?.[0]
  if (scheme === undefined) return undefined
  const hash = text.indexOf('#')
  const whole = hash < 0 ? text : text.slice(0, hash)
  const mark = whole.indexOf('?')
  const baseWithCredentials = mark < 0 ? whole : whole.slice(0, mark)
  return {
    base: dropCredentials(baseWithCredentials, scheme.length),
    baseWithCredentials,
    query: mark < 0 ? undefined : whole.slice(mark + 1),
  }
}

function dropCredentials(base: string, hostStart: number): string {
  const slash = base.indexOf('/', hostStart)
  const at = base.lastIndexOf('@', slash < 0 ? base.length : slash)
  return at < hostStart ? base : base.slice(0, hostStart) + base.slice(at + 1)
}
