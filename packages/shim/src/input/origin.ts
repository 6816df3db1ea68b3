const ORIGIN = /^(https?:\/\/)(?:[^/?#@\\]*@)?([^/?#@\\]+)(?=[/?#]|$)/i

/** Tells whether a URL is at one of some origins; credentials in it do not count. */
export function createOriginCheck(urls: readonly string[]): (url: string) => boolean {
  const known = new Set(urls.map(toOrigin))
  return (url) => {
    const [, scheme = '', host = ''] = ORIGIN.exec(url) ?? []
    return known.has(scheme + host) || known.has(toOrigin(url) ?? '')
  }
}

const toOrigin = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).origin : undefined)
