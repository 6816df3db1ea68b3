import type { Edit } from '../edits.ts'
import type { Pass } from '../pass.ts'
import type { ElementNode } from '../tree.ts'
import type { EmulatedInputs } from './emulation.ts'

/** Where the tries stand in the translated text; nothing when there are none. */
export function toEmulatedInputs({ edits, inputs }: Pass, root: ElementNode | undefined): EmulatedInputs | undefined {
  if (root === undefined || inputs.length === 0) return undefined
  const inHead = edits.filter(({ end }) => end < root.contentStart)
  return {
    contentStart: root.contentStart + sumGrowth(inHead),
    inputs: inputs.map(({ edit, ends, validDigits, invalidSound, hasAction, follows, isFollowed }) => {
      const start = (edits[edit]?.start ?? 0) + sumGrowth(edits.slice(0, edit))
      const moved = ends.map((end) => start + end)
      return { validDigits, invalidSound, hasAction, follows, ends: moved, isFollowed }
    }),
  }
}

/** By how much edits make a text longer. */
const sumGrowth = (edits: readonly Edit[]): number =>
  edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0)
