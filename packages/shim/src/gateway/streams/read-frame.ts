/** A frame as a JSON object; its own fields may be changed. */
export type Frame = Record<string, unknown>

/** Reads a frame; `undefined` when it is no JSON object with an `event`. */
export function readFrame(text: string): (Frame & { readonly event: string }) | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const frame: unknown = JSON.parse(text)
    return isFrame(frame) && hasEvent(frame) ? frame : undefined
  } catch {
    return undefined
  }
}

export const isFrame = (value: unknown): value is Frame =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasEvent = (frame: Frame): frame is Frame & { readonly event: string } => typeof frame.event === 'string'
