import { Readable } from 'node:stream'
import type { Provider } from '../../verification.ts'
import { createHostWebhook } from '../host-webhook.ts'
import { type NodeRequest, readStream } from '../node-body.ts'
import { keepWebhook } from '../verified-webhook.ts'
import type { WebhookOptions } from '../webhook-options.ts'
import { toHostRequest } from './node-host.ts'

export { webhookOf } from '../verified-webhook.ts'

/** The parts of a Fastify request that are used. */
export interface FastifyRequest {
  readonly raw: NodeRequest
  readonly originalUrl: string
  rawBody?: unknown
}

/** The parts of a Fastify reply that are used. */
export interface FastifyReply {
  readonly code: (status: number) => unknown
  readonly headers: (values: Record<string, string>) => unknown
  readonly send: (body: string) => unknown
}

/**
 * A `preParsing` hook for Fastify 5 that lets verified webhooks through and answers 403 to all others. Handlers find
 * `request.rawBody`; `request.body` comes from Fastify's own parsers, which read the same bytes (forms need
 * `@fastify/formbody`). `webhookOf(request)` tells what was verified, the decoded fields included.
 *
 * @example
 * app.register(formbody)
 * app.post('/answer', { preParsing: verifyWebhook('plivo', { secrets: token, publicUrl }) }, async (request, reply) => {
 *   reply.type('application/xml')
 *   return '<Response><Hangup/></Response>'
 * })
 */
export function verifyWebhook(
  provider: Provider,
  options: WebhookOptions,
): (request: FastifyRequest, reply: FastifyReply, payload: Readable) => Promise<unknown> {
  const judge = createHostWebhook(provider, options)
  return async (request, reply, payload) => {
    const host = toHostRequest(request.raw, request.originalUrl)
    const verdict = await judge({ ...host, readBody: (limit) => readStream(payload, limit) })
    if (!verdict.pass) {
      reply.code(verdict.refusal.status)
      reply.headers({ ...verdict.refusal.headers })
      return reply.send(verdict.refusal.body)
    }
    request.rawBody = verdict.rawBody
    if (verdict.webhook !== undefined) keepWebhook(request, verdict.webhook)
    return Readable.from([verdict.rawBody], { objectMode: false })
  }
}
