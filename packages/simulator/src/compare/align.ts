import { diffArrays } from 'diff'
import type { Line } from './to-lines.ts'

/** One row of two flows next to each other; a side is absent where only the other has something. */
export interface Row {
  readonly left?: Line
  readonly right?: Line
  /** Whether both sides say the same. */
  readonly same: boolean
}

/** Puts two flows next to each other, equal keys in one row. */
export function align(left: readonly Line[], right: readonly Line[]): readonly Row[] {
  const parts = diffArrays([...left], [...right], { comparator: (a, b) => a.key === b.key })
  const rest = { left: [...left], right: [...right] }
  const rows: Row[] = []
  let onlyLeft: Line[] = []
  let onlyRight: Line[] = []
  const flush = (): void => {
    for (let index = 0; index < Math.max(onlyLeft.length, onlyRight.length); index += 1) {
      rows.push(toRow(onlyLeft[index], onlyRight[index], false))
    }
    onlyLeft = []
    onlyRight = []
  }
  for (const { added, removed, value } of parts) {
    if (removed) onlyLeft.push(...rest.left.splice(0, value.length))
    else if (added) onlyRight.push(...rest.right.splice(0, value.length))
    else {
      flush()
      for (let index = 0; index < value.length; index += 1)
        rows.push(toRow(rest.left.shift(), rest.right.shift(), true))
    }
  }
  flush()
  return rows
}

function toRow(left: Line | undefined, right: Line | undefined, same: boolean): Row {
  return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }), same }
}
