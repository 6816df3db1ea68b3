import { expect, it } from 'vitest'
import type { OnEvent, ShimEvent } from './events.ts'
import { joinEvents } from './join-events.ts'

const EVENT: ShimEvent = { name: 'mode.changed', mode: 'both', previous: 'plivo' }

it('tells each listener, whatever the others throw', () => {
  const told: string[] = []
  const tell = joinEvents(
    () => {
      throw new Error('broken')
    },
    (event) => told.push(event.name),
    { onEvent: (event) => told.push(event.name) },
  )
  tell(EVENT)
  expect(told).toEqual(['mode.changed', 'mode.changed'])
})

it('passes on what a listener has to tell itself', () => {
  const told: ShimEvent[] = []
  let say: OnEvent | undefined
  const source = {
    onEvent: () => {},
    attach: (tell: OnEvent) => {
      say = tell
    },
  }
  joinEvents(source, (event) => told.push(event))
  say?.(EVENT)
  expect(told).toEqual([EVENT])
})
