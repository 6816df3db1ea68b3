import type { OnEvent } from './events.ts'

/** Something that listens, and may have events of its own to tell the others. */
export interface EventListener {
  readonly onEvent: OnEvent
  /** Called once with what tells every listener. */
  readonly attach?: (tell: OnEvent) => void
}

/**
 * Makes one `onEvent` of several: counters, metrics, logs, functions of your own. Each is told of every event, whatever
 * the others throw, and of what the others have to tell: `cutover.ready` of the counters reaches metrics and log.
 *
 * @example
 * createShim({ ...options, onEvent: joinEvents(counters, createMetrics({ register }), createLogger(pino())) })
 */
export function joinEvents(...listeners: readonly (OnEvent | EventListener)[]): OnEvent {
  const hooks = listeners.map((listener) => (typeof listener === 'function' ? listener : listener.onEvent))
  const tell: OnEvent = (event) => {
    for (const hook of hooks) {
      try {
        hook(event)
      } catch {
        // One listener's trouble is not the others'.
      }
    }
  }
  for (const listener of listeners) if (typeof listener !== 'function') listener.attach?.(tell)
  return tell
}
