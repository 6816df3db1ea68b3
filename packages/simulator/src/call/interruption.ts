/** Something that stops what the call is doing: the caller hangs up, the application transfers the call. */
export type Stop =
  | { readonly go: 'end'; readonly code: number; readonly source: string }
  | { readonly go: 'fetch'; readonly url: string; readonly method?: string }

/** Thrown by whatever takes time in a call when the call does not go on afterwards; never leaves the simulator. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly stop: Stop

  constructor(stop: Stop) {
    super(stop.go === 'end' ? `the call ends: ${stop.source}` : 'the call goes on with another document')
    this.stop = stop
  }
}
