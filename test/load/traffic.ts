import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'node:querystring'

export const PUBLIC = 'https://voice.acme.example'
export const TOKENS = { plivo: 'plivo-token-of-the-load', vobiz: 'vobiz-token-of-the-load' } as const
export type Provider = keyof typeof TOKENS

/** A webhook as it goes over the wire. */
export interface Wire {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

const HERE = '\u0000'
const FOLDER = join(import.meta.dirname, '../recorded/callbacks')
const read = (name: string): string => readFileSync(join(FOLDER, `${name}.txt`), 'utf8').trim()

/** What is sent in turns, by the recorded bodies it is made of. */
export const EVENTS = {
  ring: { path: '/voice/ring', plivo: 'plivo-03-ring', vobiz: 'vobiz-03-ring' },
  answer: { path: '/voice/answer', plivo: 'plivo-02-answer-inbound', vobiz: 'vobiz-01-answer-inbound' },
  hangup: { path: '/voice/hangup', plivo: 'plivo-04-hangup-answered', vobiz: 'vobiz-04-hangup-answered' },
} as const
export type Event = keyof typeof EVENTS

/** Makes signed webhooks of one kind, each for a call of its own unless it is named. */
export type Make = (call: { readonly id: string; readonly nonce: string; readonly path?: string }) => Wire

/** Prepares that, so that making one costs little more than its signature: the generator shares the machine. */
export function createMaker(provider: Provider, event: Event): Make {
  const template = read(EVENTS[event][provider]).replace(/CallUUID=[\w-]+/, `CallUUID=${HERE}`)
  // Plivo signs the sorted parameters, decoded; Vobiz the URL alone.
  const sorted = Object.entries(parse(template))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat()
    .join('')
  const name = `x-${provider}-signature-v3`
  return ({ id, nonce, path = EVENTS[event].path }) => {
    const body = template.replace(HERE, id)
    const url = PUBLIC + path
    const text = provider === 'plivo' ? `${url}?${sorted.replace(HERE, id)}.${nonce}` : `${url}.${nonce}`
    return {
      path,
      body,
      headers: {
        host: 'voice.acme.example',
        'user-agent': provider === 'plivo' ? 'Plivo' : 'Vobiz',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-proto': 'https',
        [name]: createHmac('sha256', TOKENS[provider]).update(text).digest('base64'),
        [`${name}-nonce`]: nonce,
      },
    }
  }
}

/** Webhooks of the platforms in turns, all events of each; every call and every nonce is a new one. */
export function createTraffic(providers: readonly Provider[] = ['plivo', 'vobiz']): () => Wire {
  const makers = (['ring', 'answer', 'hangup'] as const).flatMap((event) =>
    providers.map((provider) => createMaker(provider, event)),
  )
  const seed = Date.now().toString(36)
  let turn = 0
  return () => {
    turn += 1
    const make = makers[turn % makers.length]
    if (make === undefined) throw new Error('nothing to send')
    return make({ id: `${seed}-${turn}`, nonce: `${seed}${turn}`.padStart(20, '0') })
  }
}
