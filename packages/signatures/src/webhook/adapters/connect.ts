import type { ServerResponse } from 'node:http'
import type { HostRequest, HostVerdict } from '../host-webhook.ts'
import type { NodeRequest } from '../node-body.ts'
import { readFields, readJson } from '../payload.ts'
import { keepWebhook } from '../verified-webhook.ts'
import type { Refusal } from '../webhook-failure.ts'

/** A Node request with what Express and its body parsers add. */
export interface ConnectRequest extends NodeRequest {
  originalUrl?: string
  /** How body parsers tell each other that the body has been read. */
  _body?: boolean
}

/** Middleware for Express 4 and 5, and for anything else that follows connect. */
export type WebhookMiddleware = (
  request: ConnectRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

interface ConnectOptions {
  readonly judge: (request: HostRequest) => Promise<HostVerdict>
  readonly locate: (request: ConnectRequest) => HostRequest
}

/** Makes middleware of the shared flow and a way to see a request's place. */
export function createMiddleware({ judge, locate }: ConnectOptions): WebhookMiddleware {
  return (request, response, next) => {
    judge(locate(request)).then((verdict) => {
      if (!verdict.pass) return answer(response, verdict.refusal)
      keepBody(request, verdict.rawBody)
      if (verdict.webhook !== undefined) keepWebhook(request, verdict.webhook)
      next()
    }, next)
  }
}

/** Leaves a parsed body as it is; marks a new one the way body parsers recognise, so that none reads again. */
function keepBody(request: ConnectRequest, rawBody: Uint8Array): void {
  request.rawBody = rawBody
  const isParsed = request._body === true && !(request.body instanceof Uint8Array)
  if (!isParsed) request.body = readFields(request.headers, rawBody) ?? readJson(rawBody) ?? {}
  request._body = true
}

/** Writes a refusal to a Node response. */
function answer(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}
