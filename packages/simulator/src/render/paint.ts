/** What a piece of text is, so that a terminal can colour it. */
export type Tone = 'heading' | 'request' | 'reply' | 'refused' | 'caller' | 'problem' | 'faint'

/** Colours a piece of text; the default leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string

/** No colours. */
export const plain: Paint = (_tone, text) => text
