/** Places of one provider's half of the picture, in the units of the drawing. */
export interface Lanes {
  readonly left: number
  readonly time: number
  readonly caller: number
  readonly provider: number
  readonly app: number
  readonly right: number
}

/** Width of one half, and of the gap between two. */
const HALF = 620
const GAP = 44

/** Lanes of the first or second half. */
export function toLanes(index: number): Lanes {
  const left = index * (HALF + GAP)
  return { left, time: left + 40, caller: left + 84, provider: left + 300, app: left + 584, right: left + HALF }
}

/** Width of the picture of one or two calls. */
export const toWidth = (halves: number): number => halves * HALF + (halves - 1) * GAP

/** Middle of the gap behind a half. */
export const toGapMiddle = (index: number): number => toLanes(index).right + GAP / 2
