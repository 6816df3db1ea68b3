/** Whose new calls are taken: for cutting over, and for rolling back. */
export type Mode = 'both' | 'plivo' | 'vobiz'

/** How a mode may be given; a function is asked at each new call, so that a switch needs no restart. */
export type ModeOption = Mode | (() => Mode | Promise<Mode>)
