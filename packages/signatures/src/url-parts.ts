/** A URL cut into pieces as text: nothing is decoded, normalised or re-encoded. */
export interface UrlParts {
  /** Scheme, host with port, and path, exactly as written; no credentials, query or fragment. */
  readonly base: string
  /** As `base`, credentials left in. */
  readonly baseWithCredentials: string
  /** Text between `?` and `#`; `undefined` when there is no question mark. */
  readonly query: string | undefined
}

const START = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i

/** Cuts a URL; `undefined` when it has no scheme or no host. */
export function splitUrl(url: string): UrlParts | undefined {
  const text = url.trim()
  if (!START.test(text)) return undefined
  const hash = text.indexOf('#')
  const whole = hash < 0 ? text : text.slice(0, hash)
  const mark = whole.indexOf('?')
  const baseWithCredentials = mark < 0 ? whole : whole.slice(0, mark)
  return {
    base: baseWithCredentials.includes('@') ? dropCredentials(baseWithCredentials) : baseWithCredentials,
    baseWithCredentials,
    query: mark < 0 ? undefined : whole.slice(mark + 1),
  }
}

/** Everything up to the last `@` of the authority goes; one further on belongs to the path. */
const dropCredentials = (base: string): string => base.replace(/^([^:]+:\/\/)[^/]*@/, '$1')
