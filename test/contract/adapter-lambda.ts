import type { IncomingMessage, RequestListener } from 'node:http'
import type { lambdaShim } from '@plivo-to-vobiz/shim/lambda'

/** The services in front of a Lambda function whose events differ. */
export type Gateway = 'HTTP API' | 'REST API' | 'load balancer'

type Handler = ReturnType<typeof lambdaShim>

/** A server that does what AWS does: makes an event of each request, and a response of each result. */
export function serveLambda(handler: Handler, gateway: Gateway): RequestListener {
  return async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const result = await handler(TO_EVENT[gateway](request, Buffer.concat(chunks)))
    response.writeHead(result.statusCode, result.headers).end(result.body)
  }
}

type Event = Parameters<Handler>[0]

const TO_EVENT: Readonly<Record<Gateway, (request: IncomingMessage, body: Buffer) => Event>> = {
  'HTTP API': (request, body) => {
    const [rawPath = '', ...query] = (request.url ?? '').split('?')
    return {
      rawPath,
      rawQueryString: query.join('?'),
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: body.toString('base64'),
      isBase64Encoded: true,
      requestContext: {
        http: { method: request.method ?? '', sourceIp: '127.0.0.1' },
        domainName: request.headers.host ?? '',
      },
    }
  },
  'REST API': (request, body) => {
    const url = new URL(request.url ?? '', 'http://x')
    const lists: Record<string, string[]> = {}
    for (const [name, value] of url.searchParams) lists[name] = [...(lists[name] ?? []), value]
    return {
      httpMethod: request.method ?? '',
      path: url.pathname.replace('/stage', ''),
      multiValueHeaders: toLists(request),
      headers: null,
      multiValueQueryStringParameters: url.search === '' ? null : lists,
      body: body.length === 0 ? null : body.toString('utf8'),
      isBase64Encoded: false,
      requestContext: { path: url.pathname, identity: { sourceIp: '127.0.0.1' }, domainName: 'x' },
    }
  },
  'load balancer': (request, body) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const pairs = query === '' ? [] : query.split('&').map((pair) => [pair.split('=')[0], pair.split('=')[1] ?? ''])
    return {
      httpMethod: request.method ?? '',
      path,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      queryStringParameters: Object.fromEntries(pairs),
      body: body.toString('utf8'),
      isBase64Encoded: false,
      requestContext: { elb: {} },
    }
  },
}

/** Names as they were sent, as REST APIs hand them over. */
function toLists({ rawHeaders }: IncomingMessage): Record<string, string[]> {
  const lists: Record<string, string[]> = {}
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    lists[name] = [...(lists[name] ?? []), rawHeaders[index + 1] ?? '']
  }
  return lists
}
