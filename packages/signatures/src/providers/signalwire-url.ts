import { orUndefined } from '../or-undefined.ts'

const USUAL_PORT: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['ws', 80],
  ['https', 443],
  ['wss', 443],
])

/**
 * The spellings of a URL that SignalWire's own package tries, because the sender is not consistent about ports: with
 * the port, a default one written out, and without. The host is in lower case, an empty path is a slash. The URL has a
 * scheme and a host; there are no spellings when the package throws on its credentials.
 */
export function spellUrl(url: string): readonly string[] {
  const text = url.trimStart()
  const hostStart = text.indexOf('://') + 3
  const scheme = text.slice(0, hostStart - 3).toLowerCase()
  const hostEnd = hostStart + text.slice(hostStart).search(/[/?#]|$/)
  const authority = text.slice(hostStart, hostEnd)
  const at = authority.lastIndexOf('@')
  const credentials = at === -1 ? '' : spellCredentials(authority.slice(0, at))
  if (credentials === undefined) return []

  const place = authority.slice(at + 1).toLowerCase()
  const colon = place.search(/:\d*$|$/)
  const port = Number(place.slice(colon + 1))
  const isUsual = port === 0 || port === USUAL_PORT.get(scheme)
  // The package takes 80 for the default port of everything but https.
  const written = isUsual ? (scheme === 'https' ? ':443' : ':80') : place.slice(colon)
  const start = `${scheme}://${credentials}${place.slice(0, colon)}`
  const end = text[hostEnd] === '/' ? text.slice(hostEnd) : `/${text.slice(hostEnd)}`
  return [start + written + end, start + end]
}

/** Credentials as the package prints them, the `@` included; `undefined` when they cannot be decoded. */
function spellCredentials(text: string): string | undefined {
  const colon = text.search(/:|$/)
  return orUndefined(() => {
    const user = respell(text.slice(0, colon))
    const password = respell(text.slice(colon + 1))
    if (password !== '') return `${user}:${password}@`
    return user === '' ? '' : `${user}@`
  })
}

const respell = (text: string): string => encodeURIComponent(decodeURIComponent(text))
