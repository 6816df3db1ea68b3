import type { Answer } from './answer.ts'
import { BUSY } from './write-answer.ts'

/** An answer as a web `Response`; a stream ends with the request. */
export function toResponse({ status, headers, body }: Answer, { method, signal }: Request): Response {
  if (typeof body === 'string')
    return new Response(method === 'HEAD' ? null : body, { status, headers: { ...headers } })
  const encoder = new TextEncoder()
  let stop: (() => void) | undefined
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      let isOpen = true
      const end = (): void => {
        if (!isOpen) return
        isOpen = false
        stop?.()
        controller.close()
      }
      stop = body.follow((text) => {
        if (text === undefined) end()
        else if (isOpen) controller.enqueue(encoder.encode(text))
      })
      if (stop === undefined) controller.enqueue(encoder.encode(BUSY))
      if (stop === undefined || signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    },
    cancel: () => stop?.(),
  })
  return new Response(stream, { status, headers: { ...headers } })
}
