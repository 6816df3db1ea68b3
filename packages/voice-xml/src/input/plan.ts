import type { ElementNode } from '../tree.ts'
import type { EmulatedInput } from './emulation.ts'

/** Stands for the action until its try is known; no XML document can hold this character. */
export const ACTION_HOLE = '\uFFFF'

/** What becomes of an input element whose lacks somebody makes up for. */
export interface InputPlan extends Omit<EmulatedInput, 'ends' | 'isFollowed'> {
  readonly node: ElementNode
  /** The application's action, absolute where it can be. */
  readonly action: string | undefined
  readonly tries: number
  /** Names of the attributes whose work is done. */
  readonly performed: ReadonlySet<string>
}
