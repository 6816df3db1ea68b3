import { computeDigest, type Signed } from './hmac.ts'
import type { VerifyOptions, WebhookRequest } from './verification.ts'

const FORM = { algorithm: 'sha256', encoding: 'hex' } as const
const WINDOW = 300

/** The digest of a timestamp, a dot and the exact body, which Voicebip and jambonz both sign. */
export function digestTimestamped(secret: string, signed: Signed): string {
  return computeDigest(FORM, secret, signed)
}

/** What is signed. A body of bytes is hashed as it is, never decoded. */
export const toTimestamped = (timestamp: string, rawBody: NonNullable<WebhookRequest['rawBody']>): Signed => [
  `${timestamp}.`,
  rawBody,
]

/** Whether a timestamp is a plain number of seconds: no sign, blank, exponent or fraction. */
export const isTimestamp = (text: string): boolean => /^[0-9]{1,12}$/.test(text)

/** Current time in unix seconds. */
export const readClock = (): number => Math.floor(Date.now() / 1000)

/** Whether a timestamp lies inside the window, which reaches as far ahead as back. A bound that is no number is none. */
export function isFresh(timestamp: string, { now = readClock(), toleranceSeconds = WINDOW }: Partial<VerifyOptions>) {
  return Math.abs(now - Number(timestamp)) <= toleranceSeconds
}
