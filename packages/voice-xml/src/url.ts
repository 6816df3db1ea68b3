import type { FindingCode } from './findings.ts'

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i

/** What is wrong with a URL for Vobiz, if anything. */
export function checkUrl(url: string, scheme: 'https' | 'wss'): FindingCode | undefined {
  if (url.startsWith(scheme) && url.startsWith('://', scheme.length)) return undefined
  const found = SCHEME.exec(url)?.[0].toLowerCase()
  if (found === undefined) return 'url-not-absolute'
  return found === `${scheme}://` ? undefined : 'url-not-https'
}

/** The absolute form of a relative URL, or nothing when either is unusable. */
export function resolveUrl(url: string, base: string): string | undefined {
  return URL.canParse(url, base) ? new URL(url, base).href : undefined
}
