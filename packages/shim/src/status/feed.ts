import { type Figures, RANGES, type Range } from './figures.ts'
import { toVerdict } from './readiness.ts'
import { SECTIONS, type Section } from './sections.ts'

/** Sends one piece of a stream of server-sent events; `undefined` ends it. */
export type Send = (text: string | undefined) => void

/** Those who look at the page right now. */
export interface Feed {
  /** Sends figures of a range from now on; returns what ends that. `undefined` when too many look already. */
  readonly follow: (range: Range, send: Send) => (() => void) | undefined
  /** Ends all streams, so that a server can close. */
  readonly close: () => void
}

interface FeedOptions {
  readonly read: (range: Range) => Promise<Figures>
  readonly everyMs: number
  readonly most: number
}

interface Follower {
  readonly range: Range
  readonly send: Send
  /** What was sent last, by section. */
  readonly held: Map<Section, string>
}

/** Prepares live updates: figures are read once for all who look, and only what has changed is sent. */
export function createFeed({ read, everyMs, most }: FeedOptions): Feed {
  const followers = new Set<Follower>()
  let timer: NodeJS.Timeout | undefined

  const update = async (): Promise<void> => {
    for (const range of Object.keys(RANGES) as Range[]) {
      // its own keys
      const those = [...followers].filter((follower) => follower.range === range)
      if (those.length === 0) continue
      const figures = await read(range).catch(() => undefined)
      if (figures === undefined) continue
      const made = Object.entries(SECTIONS).map(([name, make]) => [name as Section, make(figures).html] as const)
      for (const follower of those) sendChanges(follower, made, toVerdict(figures))
    }
  }

  const run = (): void => {
    timer = setTimeout(() => {
      void update().finally(() => {
        if (followers.size > 0) run()
        else timer = undefined
      })
    }, everyMs)
    timer.unref?.()
  }

  return {
    follow: (range, send) => {
      if (followers.size >= most) return undefined
      const follower: Follower = { range, send, held: new Map() }
      followers.add(follower)
      send('retry: 3000\n\n')
      void update()
      if (timer === undefined) run()
      return () => followers.delete(follower)
    },
    close: () => {
      clearTimeout(timer)
      timer = undefined
      for (const { send } of followers) send(undefined)
      followers.clear()
    },
  }
}

function sendChanges({ held, send }: Follower, made: readonly (readonly [Section, string])[], verdict: string): void {
  const sections: Partial<Record<Section, string>> = {}
  for (const [name, text] of made) {
    if (held.get(name) === text) continue
    held.set(name, text)
    sections[name] = text
  }
  // A comment keeps proxies from closing a stream in which nothing happens.
  if (Object.keys(sections).length === 0) send(': nothing new\n\n')
  else send(`data: ${JSON.stringify({ sections, verdict })}\n\n`)
}
