import type { GatewayOptions } from '@plivo-to-vobiz/shim/gateway'
import type { GatewayConfig } from './schema.ts'

type ShimEvent = Parameters<NonNullable<GatewayOptions['onEvent']>>[0]

/** What happens to the command itself. */
export type CommandEvent =
  | { readonly name: 'gateway.started'; readonly listen: string; readonly admin: string | undefined }
  | { readonly name: 'gateway.stopping'; readonly signal: string; readonly seconds: number }
  | { readonly name: 'gateway.stopped'; readonly clean: boolean }
  | { readonly name: 'config.reloaded' }
  | { readonly name: 'config.rejected'; readonly message: string }
  | { readonly name: 'config.restart-needed'; readonly keys: readonly string[] }
  | { readonly name: 'store.lost' | 'store.found'; readonly message: string }

/** Writes a line for an event. */
export type Log = (event: ShimEvent | CommandEvent) => void

/** Events that tell of what went well. */
const FINE: ReadonlySet<string> = new Set([
  'call.handled',
  'call.unhandled',
  'delivery.received',
  'delivery.repeated',
  'input.failed',
  'reply.translated',
  'reply.dropped',
  'stream.opened',
  'stream.closed',
])

/** Prepares the log: a line of JSON or of words for each event. Neither holds a number, token or parameter. */
export function createLog(
  write: (line: string) => void,
  { format, level }: NonNullable<GatewayConfig['log']> = {},
): Log {
  return (event) => {
    if (level === 'warn' && FINE.has(event.name)) return
    const { name, ...fields } = toFields(event)
    const time = new Date().toISOString()
    if (format !== 'text') return write(`${JSON.stringify({ time, name, ...fields })}\n`)
    const words = Object.entries(fields).map(([key, value]) => `${key}=${toWord(value)}`)
    write(`${[time, name, ...words].join(' ')}\n`)
  }
}

/** The stack of an error stays out of the log, and so does the text a finding was made of. */
function toFields(event: ShimEvent | CommandEvent): { readonly name: string } & Readonly<Record<string, unknown>> {
  const { error, findings, ...rest } = { error: undefined, findings: undefined, ...event }
  return {
    ...rest,
    ...(findings !== undefined && { findings: [...new Set(findings.map(({ code }) => code))] }),
    ...('durationMs' in rest && { durationMs: Math.round(rest.durationMs * 10) / 10 }),
  }
}

function toWord(value: unknown): string {
  if (typeof value === 'string') return /^[\w./:-]+$/.test(value) ? value : JSON.stringify(value)
  return Array.isArray(value) ? value.join(',') || '-' : String(value)
}
