/** The console zone seen in captures: India, without an offset in the text. */
const CONSOLE_OFFSET_MS = 5.5 * 3_600_000

const digits = (date: Date): string => date.toISOString().slice(0, 23).replace('T', ' ')

/** UTC with microseconds, as session starts are written. */
export const toSessionTime = (date: Date): string => `${digits(date)}000`

/** Console time to the second, as start, answer and end are written. */
export const toConsoleTime = (date: Date): string => digits(new Date(date.getTime() + CONSOLE_OFFSET_MS)).slice(0, 19)

/** A moment some seconds later. */
export const addSeconds = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000)
