import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Provider } from '@plivo-to-vobiz/signatures'
import type { VerifiedWebhook, WebhookFailure, WebhookOptions } from '@plivo-to-vobiz/signatures/webhook'

/** What a handler behind `verifyWebhook` found, in one shape for every host. */
export interface Seen {
  readonly webhook: VerifiedWebhook | undefined
  /** The body as the host's own means give it to a handler that runs later. */
  readonly body: unknown
  /** The bytes kept for later handlers, as text. */
  readonly rawBody: string
}

/** How an application behind `verifyWebhook` is built. */
export interface AppOptions {
  readonly provider: Provider
  readonly options: WebhookOptions
  /** What reads the body before `verifyWebhook`: a parser that keeps nothing, or one that keeps the bytes. */
  readonly before?: 'parser' | 'keeping-parser'
  readonly onSeen: (seen: Seen) => void
  /** Errors that reach the host's own error handling. */
  readonly onError: (error: unknown) => void
}

/** One host: builds an application that answers 200 `handled` on `POST /hooks/answer`, and starts it. */
export interface Host {
  readonly name: string
  readonly start: (app: AppOptions) => Promise<RunningApp>
  /** Parsers a handler's author can put in front; a host that cannot have one says why. */
  readonly withoutBefore?: Readonly<Partial<Record<'parser' | 'keeping-parser', string>>>
}

/** A started application. */
export interface RunningApp {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Waits until a Node server listens and tells where. */
export async function toRunningApp(server: Server): Promise<RunningApp> {
  if (!server.listening) await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { port: address.port, close }
}

/** Collects what a test asks about. */
export interface Log {
  readonly seen: Seen[]
  readonly errors: unknown[]
  readonly failures: WebhookFailure[]
}
