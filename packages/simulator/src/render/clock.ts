/** Seconds on the virtual clock as minutes and seconds: `1:05`. */
export const toClock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
