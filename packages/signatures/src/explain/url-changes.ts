import { parseBasic } from '../basic-credentials.ts'
import { parseForwarded } from '../public-url/forwarded.ts'
import { readHeader } from '../public-url/read-header.ts'
import { changeUrl, type Vary } from './attempt.ts'

interface Parts {
  readonly scheme: string
  readonly credentials: string
  readonly host: string
  readonly port: string
  readonly path: string
  readonly query: string
}

const PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#@]*?)(?::(\d+))?(\/[^?#]*)?(\?[^#]*)?(?:#.*)?$/is

function parse(url: string): Parts | undefined {
  const match = PARTS.exec(url.trim())
  if (match === null) return undefined
  const [, scheme = '', credentials = '', host = '', port = '', path = '', query = ''] = match
  return { scheme, credentials, host, port, path, query }
}

const print = ({ scheme, credentials, host, port, path, query }: Parts): string =>
  `${scheme}://${credentials && `${credentials}@`}${host}${port && `:${port}`}${path}${query}`

/** A cause that changes parts of the URL. */
const varyUrl =
  (toParts: (parts: Parts, read: (name: string) => string) => readonly (readonly [Partial<Parts>, string])[]): Vary =>
  (attempt) => {
    const parts = parse(attempt.request.url)
    const read = (name: string): string => readHeader(attempt.request.headers, name) ?? ''
    const changes = parts === undefined ? [] : toParts(parts, read)
    return changes.flatMap(([part, when]) => changeUrl(attempt, parts && print({ ...parts, ...part }), when))
  }

const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  http: ['https', 'wss', 'ws'],
  https: ['http', 'wss', 'ws'],
  ws: ['wss', 'https', 'http'],
  wss: ['ws', 'https', 'http'],
}

/** `http` for `https` and the other way round; a WebSocket upgrade arrives as HTTP too. */
export const varyScheme: Vary = varyUrl(({ scheme }) =>
  (SCHEMES[scheme.toLowerCase()] ?? []).map((other) => [
    { scheme: other },
    `the URL begins with ${other}:// instead of ${scheme}://`,
  ]),
)

/** A port written out or left out; the one in the `Host` header when the URL has none. */
export const varyPort: Vary = varyUrl(({ scheme, port }, read) => {
  const usual = /s$/i.test(scheme) ? '443' : '80'
  const [seen = ''] = /(?<=:)\d+$/.exec(read('host')) ?? []
  if (port !== '') return [[{ port: '' }, `the port ${port} is left out of the URL`]]
  return [...new Set([usual, seen].filter(Boolean))].map((other) => [
    { port: other },
    `the port ${other} is written out in the URL`,
  ])
})

/** A slash at the end of the path. */
export const varySlash: Vary = varyUrl(({ path }) =>
  path.endsWith('/')
    ? [[{ path: path.slice(0, -1) }, 'the path has no slash at its end']]
    : [[{ path: `${path}/` }, 'the path has a slash at its end']],
)

/** A query the sender did not sign. */
export const varyQuery: Vary = varyUrl(({ query }) =>
  query === '' ? [] : [[{ query: '' }, 'the query is left out of the URL']],
)

/** User name and password in the URL; those presented by basic authentication when the URL has none. */
export const varyCredentials: Vary = varyUrl(({ credentials }, read) => {
  if (credentials !== '') return [[{ credentials: '' }, 'the user name and password are left out of the URL']]
  const presented = parseBasic(read('authorization'))
  if (presented === undefined) return []
  const encoded = presented.split(':').map(encodeURIComponent).join(':')
  return [presented, encoded].map((other) => [
    { credentials: other },
    'the URL holds the user name and password of the Authorization header',
  ])
})

/** Upper and lower case of the host; the host of the `Host` header. */
export const varyHost: Vary = varyUrl(({ host }, read) => {
  const [seen = ''] = /^[^:]+|^\[[^\]]*\]/.exec(read('host')) ?? []
  const lower = host.toLowerCase()
  return [
    [{ host: lower }, 'the host is in lower case'],
    ...(seen === '' ? [] : [[{ host: seen }, `the host is ${seen}, as in the Host header`] as const]),
  ]
})

/** The URL as a proxy in front tells it: the one nearest the sender, then the one nearest this server. */
export const varyProxy: Vary = varyUrl(({ scheme, host, port }, read) => {
  const list = (name: string): readonly string[] =>
    read(name)
      .split(',')
      .map((entry) => entry.trim())
  const forwarded = parseForwarded(read('forwarded')) ?? []
  return [0, -1].flatMap((hop) => {
    const own = splitHost(list('x-forwarded-host').at(hop) || (port === '' ? host : `${host}:${port}`))
    const ownScheme = list('x-forwarded-proto').at(hop) || scheme
    const ownPort = list('x-forwarded-port').at(hop) ?? ''
    const standard = forwarded.at(hop)
    return [
      [{ ...own, scheme: ownScheme }, 'the URL is put together from the X-Forwarded headers of the proxy'] as const,
      [
        { ...own, scheme: ownScheme, port: ownPort },
        'the URL has scheme, host and X-Forwarded-Port of the proxy',
      ] as const,
      [
        { ...splitHost(standard?.host ?? host), scheme: standard?.proto ?? scheme },
        'the URL is put together from the Forwarded header of the proxy',
      ] as const,
    ]
  })
})

function splitHost(text: string): { readonly host: string; readonly port: string } {
  const [, host = text, port = ''] = /^(.*?)(?::(\d+))?$/s.exec(text) ?? []
  return { host, port }
}

/** `%20` for `+` in the URL and the other way round. */
export const varyBlanks: Vary = varyUrl(({ path, query }) => [
  [{ query: query.replaceAll('%20', '+') }, 'blanks in the query are written + instead of %20'],
  [{ query: query.replaceAll('+', '%20') }, 'blanks in the query are written %20 instead of +'],
  [{ path: path.replaceAll('%20', '+') }, 'blanks in the path are written + instead of %20'],
  [{ path: path.replaceAll('+', '%20') }, 'blanks in the path are written %20 instead of +'],
])
