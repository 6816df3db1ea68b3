import { createMemoryReplayStore } from '../replay/memory-store.ts'
import type { ReplayStore } from '../replay/replay-store.ts'
import { readEvent, readTurn, type VoicebipEvent, type VoicebipTurn } from './voicebip-event.ts'
import { WebhookError } from './webhook-error.ts'

/** What the agent says next, and whether the call ends after it. */
export interface VoicebipAnswer {
  readonly text: string
  /** Default false. */
  readonly end_call?: boolean
}

/** The JSON a platform's event is answered with. */
export type VoicebipReply = { readonly text: string; readonly end_call: boolean } | { readonly status: 'ok' }

/** The application's part of the bring-your-own-model webhook. */
export interface VoicebipResponderOptions {
  /** Calls the model. Runs once for each event that carries what the caller said. */
  readonly reply: (turn: VoicebipTurn) => VoicebipAnswer | string | Promise<VoicebipAnswer | string>
  /** Told of every other event, once each. */
  readonly onEvent?: (event: VoicebipEvent) => void | Promise<void>
  /** Where events and their answers are remembered for a day. Default: this process's memory. */
  readonly store?: ReplayStore
}

const DAY_MS = 86_400_000
/** How long an event counts as being handled by a process that may have died meanwhile. */
const HANDLING_MS = 60_000
const HANDLING = 'handling'
const OK: VoicebipReply = { status: 'ok' }

/**
 * Answers verified events. Each `event_id` is handled once: when it is delivered again, the answer given before is
 * given again, and while it is still being worked out both deliveries get the same one. When `reply` or `onEvent`
 * fails the event counts as not handled, so that the platform's next attempt is. Rejects with `malformed-event` when
 * the body is no JSON object.
 */
export function createVoicebipResponder(options: VoicebipResponderOptions): (body: unknown) => Promise<VoicebipReply> {
  const { store = createMemoryReplayStore() } = options
  const running = new Map<string, Promise<VoicebipReply>>()

  const handleOnce = async (key: string, event: VoicebipEvent): Promise<VoicebipReply> => {
    const held = await store.claim(key, HANDLING, HANDLING_MS)
    if (held !== undefined) return held === HANDLING ? OK : JSON.parse(held)
    try {
      const reply = await handle(event, options)
      await store.put(key, JSON.stringify(reply), DAY_MS)
      return reply
    } catch (error) {
      await store.release(key)
      throw error
    }
  }

  return async (body) => {
    const event = readEvent(body)
    if (event === undefined) throw new WebhookError('malformed-event', 'the body is no JSON object; expected an event')
    if (event.id === undefined) return handle(event, options)
    const key = `voicebip:event:${event.id}`
    const started = running.get(key) ?? handleOnce(key, event).finally(() => running.delete(key))
    running.set(key, started)
    return started
  }
}

async function handle(event: VoicebipEvent, { reply, onEvent }: VoicebipResponderOptions): Promise<VoicebipReply> {
  const turn = readTurn(event)
  if (turn === undefined) {
    await onEvent?.(event)
    return OK
  }
  const answer = await reply(turn)
  return typeof answer === 'string'
    ? { text: answer, end_call: false }
    : { text: answer.text, end_call: answer.end_call ?? false }
}
