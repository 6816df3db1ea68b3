import { type Html, html } from './html.ts'

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const FULL = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `14:05`, in UTC. */
export const toClock = (time: number): string => CLOCK.format(time)

/** `3 Nov`, in UTC. */
export const toDate = (time: number): string => DATE.format(time)

/** `3 Nov 2026, 14:05 UTC`, for people and programs. */
export const toTime = (time: number): Html =>
  html`<time datetime="${new Date(time).toISOString()}">${FULL.format(time)} UTC</time>`

/** `4 minutes ago`. */
export function toAgo(time: number, now: number): string {
  const gone = Math.max(0, now - time)
  return gone < MINUTE ? 'just now' : `${toSpan(gone)} ago`
}

/** `4 minutes`, rounded down. */
export function toSpan(ms: number): string {
  if (ms < HOUR) return plural(Math.floor(ms / MINUTE), 'minute')
  return ms < 2 * DAY ? plural(Math.floor(ms / HOUR), 'hour') : plural(Math.floor(ms / DAY), 'day')
}

/** `1 day`, `2 days`. */
export const plural = (count: number, word: string): string => `${toCount(count)} ${word}${count === 1 ? '' : 's'}`

/** `12 345` in the page's language. */
export const toCount = (count: number): string => count.toLocaleString('en-GB')

/** `840 ms`, `2.4 s`. */
export const toDuration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`
