/** How a translation marks the actions of input elements for the one who does at run time what Gather lacks. */
export interface InputEmulation {
  /**
   * The action that stands in for `action`, the application's own, made absolute where it can be; `undefined` when the
   * element has none. `attempt` counts the tries of a whole document from 0. `undefined` leaves the element alone: what
   * Gather lacks is then lost, and reported as ever.
   */
  readonly toAction: (action: string | undefined, attempt: number) => string | undefined
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
