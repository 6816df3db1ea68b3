import type { ShimEvent } from '../events.ts'
import type { EventListener } from '../join-events.ts'
import { createRedactor } from './redact.ts'

/** A logger of `pino`, or anything with its four methods. */
export interface PinoLogger {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
  debug(fields: object, message: string): void
}

/** Settings of the log. */
export interface LoggerOptions {
  /** Texts that must never appear, wherever an error of the application puts them: tokens, passwords. */
  readonly secrets?: readonly string[]
  /** Levels of events where the defaults do not suit; `'silent'` leaves one out. */
  readonly levels?: Readonly<Partial<Record<ShimEvent['name'], keyof PinoLogger | 'silent'>>>
}

const LEVELS: Readonly<Record<ShimEvent['name'], keyof PinoLogger>> = {
  'call.handled': 'info',
  'call.unhandled': 'warn',
  'counters.failed': 'warn',
  'cutover.delayed': 'warn',
  'cutover.ready': 'info',
  'delivery.received': 'debug',
  'delivery.repeated': 'info',
  'handler.failed': 'error',
  'handler.late': 'warn',
  'input.failed': 'info',
  'input.unknown': 'warn',
  'mode.changed': 'warn',
  'parameters.unknown': 'warn',
  'reply.dropped': 'warn',
  'reply.translated': 'debug',
  'reply.untranslatable': 'warn',
  'request.rejected': 'warn',
  'store.back': 'warn',
  'store.failed': 'error',
  'store.unavailable': 'error',
  'stream.closed': 'info',
  'stream.untranslatable': 'warn',
}

/** Fields only some events have. */
const NONE = { error: undefined, findings: undefined, event: undefined }

/**
 * Writes every event as one line of a `pino` logger: `event` is its name, `callEvent` the kind of webhook it is about,
 * the other fields are its own. Numbers, tokens, signatures and credentials are taken out of every text, errors of the
 * application included.
 *
 * @example
 * createShim({ ...options, onEvent: createLogger(pino(), { secrets: [token] }).onEvent })
 */
export function createLogger(logger: PinoLogger, { secrets = [], levels = {} }: LoggerOptions = {}): EventListener {
  const redact = createRedactor(secrets)
  return {
    onEvent: (event) => {
      const level = levels[event.name] ?? LEVELS[event.name] ?? 'info'
      if (level === 'silent') return
      const { name, ...rest } = event
      const { error, findings, event: callEvent, ...fields } = { ...NONE, ...rest }
      logger[level](
        {
          event: name,
          ...(callEvent !== undefined && { callEvent }),
          ...redact.fields(fields),
          ...(error !== undefined && { err: redact.error(error) }),
          ...(findings !== undefined && { findings: findings.map(({ code }) => redact.text(code)) }),
        },
        name,
      )
    },
  }
}
