/** What is known of a stream. */
export interface StreamState {
  streamId: string | undefined
  /** Frames the application has been sent. */
  count: number
  /** Audio frames it has been sent. */
  chunks: number
  extraHeaders: string
}

/** Told of a frame, or a field of it, that has no equivalent. */
export type Tell = (frame: string, field?: string) => void
