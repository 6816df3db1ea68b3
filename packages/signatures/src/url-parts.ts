/** A URL cut into pieces as text: nothing is decoded, normalised or re-encoded. */
export interface UrlParts {
  /** Scheme, credentials, host with port, and path, exactly as written; no query or fragment. */
  readonly base: string
  /** Text between `?` and `#`; `undefined` when there is no question mark. */
  readonly query: string | undefined
}

const START = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i

/** Cuts a URL; `undefined` when it has no scheme or no host. */
export function splitUrl(url: string): UrlParts | undefined {
  const text = url.trim()
  if (!START.test(text)) return undefined
  const hash = text.indexOf('#')
  const whole = hash === -1 ? text : text.slice(0, hash)
  const mark = whole.indexOf('?')
  return mark === -1 ? { base: whole, query: undefined } : { base: whole.slice(0, mark), query: whole.slice(mark + 1) }
}

/** A base without user name and password: everything up to the last `@` of the authority. One further on is path. */
export const dropCredentials = (base: string): string =>
  // Stryker disable next-line StringLiteral,ConditionalExpression: a short cut for nearly every URL
  base.includes('@') ? base.replace(/^([^:]+:\/\/)[^/]*@/, '$1') : base
