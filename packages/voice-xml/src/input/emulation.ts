/** How a translation marks the actions of input elements for the one who does at run time what Gather lacks. */
export interface InputEmulation {
  /**
   * Whether an element with this action, the application's own, is taken care of; `undefined` when it has none. If not,
   * it is left alone: what Gather lacks is then lost, and reported as ever.
   */
  readonly takes: (action: string | undefined) => boolean
  /** The action that stands in for it. `attempt` counts the tries of a whole document from 0. */
  readonly toAction: (action: string | undefined, attempt: number) => string
}

/** An input element that was translated for emulation: its tries stand one behind the other, each a Gather. */
export interface EmulatedInput {
  /** Keys an entry may be made of; `undefined` when every key is right. */
  readonly validDigits: string | undefined
  /** URL of the sound behind an entry that is not valid. */
  readonly invalidSound: string | undefined
  /** Whether the element has an action; without one, Plivo goes on to the next element whatever is pressed. */
  readonly hasAction: boolean
  /** Whether the reply of the action is followed; if not, the next element comes behind it. */
  readonly follows: boolean
  /** Where each try ends in the translated text, in UTF-16 units. */
  readonly ends: readonly number[]
  /** Whether an element comes behind the last try. */
  readonly isFollowed: boolean
}

/** What the one who answers the actions needs to know of a translated document. */
export interface EmulatedInputs {
  /** Offset behind the start tag of Response. */
  readonly contentStart: number
  readonly inputs: readonly EmulatedInput[]
}
