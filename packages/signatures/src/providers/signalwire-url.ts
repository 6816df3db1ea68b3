const PARTS = /^([a-z][a-z0-9+.-]*:)\/\/([^/?#]+)(.*)$/is
const USUAL_PORT: Readonly<Record<string, number>> = { 'http:': 80, 'ws:': 80, 'https:': 443, 'wss:': 443 }

/**
 * The spellings of a URL that SignalWire's own package tries, because the sender is not consistent about ports: with
 * the port, a default one written out, and without. The host is in lower case, an empty path is a slash. There are
 * none when the package throws on the URL.
 */
export function spellUrl(url: string): readonly string[] {
  const [, scheme = '', authority = '', rest = ''] = PARTS.exec(url.trimStart()) ?? []
  const at = authority.lastIndexOf('@')
  const credentials = spellCredentials(authority.slice(0, Math.max(at, 0)))
  if (authority === '' || credentials === undefined) return []
  const protocol = scheme.toLowerCase()
  const [, host = '', port = ''] = /^(.*?)(?::(\d*))?$/s.exec(authority.slice(at + 1).toLowerCase()) ?? []
  const isWritten = Number(port) !== 0 && Number(port) !== USUAL_PORT[protocol]
  const added = protocol === 'https:' ? '443' : '80'
  const start = `${protocol}//${credentials}${host}`
  const end = rest.startsWith('/') ? rest : `/${rest}`
  return [`${start}:${isWritten ? port : added}${end}`, start + end]
}

/** Credentials as the package prints them, the `@` included; `undefined` when they cannot be decoded. */
function spellCredentials(text: string): string | undefined {
  const colon = text.indexOf(':')
  try {
    const [user = '', password = ''] = (colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)]).map(
      (part) => encodeURIComponent(decodeURIComponent(part)),
    )
    if (user === '' && password === '') return ''
    return password === '' ? `${user}@` : `${user}:${password}@`
  } catch {
    return undefined
  }
}
