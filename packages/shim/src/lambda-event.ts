import type { HeaderFields } from '@plivo-to-vobiz/signatures'
import { ShimError } from './errors.ts'
import type { Incoming } from './incoming.ts'

type Values = Readonly<Record<string, string | undefined>>
type Lists = Readonly<Record<string, readonly string[] | undefined>>

/** The fields used of the events of HTTP APIs and function URLs (2.0), REST APIs (1.0) and load balancers. */
export interface LambdaEvent {
  readonly headers?: Values | null
  readonly multiValueHeaders?: Lists | null
  readonly body?: string | null
  readonly isBase64Encoded?: boolean
  /** Of 2.0. */
  readonly rawPath?: string
  readonly rawQueryString?: string
  /** Of 1.0 and load balancers. */
  readonly httpMethod?: string
  readonly path?: string
  readonly queryStringParameters?: Values | null
  readonly multiValueQueryStringParameters?: Lists | null
  readonly requestContext?: {
    readonly http?: { readonly method?: string; readonly sourceIp?: string }
    /** Of 1.0: the path with its stage, as it was called. */
    readonly path?: string
    readonly identity?: { readonly sourceIp?: string | null }
    readonly domainName?: string
    /** Present behind a load balancer, which leaves the query encoded. */
    readonly elb?: unknown
  }
}

/** A Lambda event as the flow takes it. */
export function toLambdaIncoming(event: LambdaEvent): Incoming {
  const { requestContext: context = {} } = event
  const headers = toHeaders(event)
  return {
    method: context.http?.method ?? event.httpMethod ?? '',
    path: toPath(event),
    secure: context.elb === undefined,
    headers,
    host: context.domainName,
    remoteAddress: context.http?.sourceIp ?? context.identity?.sourceIp ?? undefined,
    readBody: async (limit) => {
      const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8')
      if (bytes.length > limit) throw new ShimError('body-too-large', `the limit is ${limit} bytes`)
      return { bytes }
    },
  }
}

function toHeaders({ headers, multiValueHeaders }: LambdaEvent): HeaderFields {
  const fields: Record<string, string | readonly string[]> = Object.create(null)
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) fields[name.toLowerCase()] = value
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    if (values !== undefined) fields[name.toLowerCase()] = values.length === 1 ? (values[0] ?? '') : values
  }
  return fields
}

function toPath(event: LambdaEvent): string {
  if (event.rawPath !== undefined) {
    return event.rawQueryString ? `${event.rawPath}?${event.rawQueryString}` : event.rawPath
  }
  const path = event.requestContext?.path ?? event.path ?? '/'
  const query = toQuery(event)
  return query === '' ? path : `${path}?${query}`
}

/** REST APIs hand over decoded values, load balancers leave them as they were. */
function toQuery(event: LambdaEvent): string {
  const encode = event.requestContext?.elb === undefined ? encodeURIComponent : (text: string): string => text
  const lists = Object.entries(event.multiValueQueryStringParameters ?? {})
  const singles = Object.entries(event.queryStringParameters ?? {}).map(
    ([name, value]) => [name, [value ?? '']] as const,
  )
  return (lists.length > 0 ? lists : singles)
    .flatMap(([name, values]) => (values ?? []).map((value) => `${encode(name)}=${encode(value)}`))
    .join('&')
}
