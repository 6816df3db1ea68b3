import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'node:querystring'
import { createCounters, joinEvents, type OnEvent } from '@plivo-to-vobiz/shim'
import { expressShim } from '@plivo-to-vobiz/shim/express'
import { createLogger, createMetrics } from '@plivo-to-vobiz/shim/metrics'
import { verify } from '@plivo-to-vobiz/signatures'
import { translate } from '@plivo-to-vobiz/voice-xml'
import { pino } from 'pino'
import * as client from 'prom-client'
import { measureImport } from './import-time.ts'
import { type Case, type Group, measure, printResults } from './rounds.ts'

const TOKEN = '7381e3b313af1f29d29f49b4f738169211bbc2d1'
const PUBLIC = 'https://voice.acme.example'
const PATH = '/voice/answer'
const MENU =
  '<Response><GetDigits action="https://voice.acme.example/voice/menu" numDigits="1"><Speak>Press 1</Speak></GetDigits></Response>'
const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../recorded/callbacks', name))

type Listener = ReturnType<typeof expressShim>

/** What Express hands a handler whose body parser kept the bytes; every request has a nonce of its own. */
function createRequests(body: Buffer, event: string): () => { request: object; headers: Record<string, string> } {
  let turn = 0
  const text = body.toString()
  return () => {
    turn += 1
    const nonce = String(10_000_000_000_000_000_000n + BigInt(turn))
    const headers = {
      host: 'voice.acme.example',
      'user-agent': 'Vobiz',
      accept: '*/*',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      'x-forwarded-proto': 'https',
      'x-vobiz-signature-v3': createHmac('sha256', TOKEN).update(`${PUBLIC}${PATH}.${nonce}`).digest('base64'),
      'x-vobiz-signature-v3-nonce': nonce,
    }
    const rawBody = Buffer.from(text.replace(/CallUUID=[\w-]+/, `CallUUID=${event}-${turn}`))
    const request = { method: 'POST', url: PATH, originalUrl: PATH, headers, rawBody, socket: {} }
    return { request, headers }
  }
}

/** The work nobody can do without: decode, verify, and translate where there is XML. */
function createFloor(name: string, body: Buffer, document: string | undefined): Case {
  const next = createRequests(body, 'floor')
  return {
    name,
    goal: '',
    run: async () => {
      const { headers } = next()
      const params = parse(body.toString())
      const found = verify('vobiz', { method: 'POST', url: PUBLIC + PATH, headers, params: {} }, { secrets: TOKEN })
      if (!found.ok) throw new Error(found.message)
      if (document !== undefined) translate(document)
      return params
    },
  }
}

function createShimCase(name: string, body: Buffer, goal: string, onEvent?: OnEvent): Case {
  const listener: Listener = expressShim({
    plivo: { authToken: TOKEN },
    vobiz: { authToken: TOKEN },
    publicUrl: PUBLIC,
    ...(onEvent !== undefined && { onEvent }),
    handlers: { answer: () => MENU, hangup: () => undefined, ring: () => undefined },
  })
  const next = createRequests(body, 'shim')
  return {
    name,
    goal,
    run: () =>
      new Promise<void>((resolve, reject) => {
        const response = {
          writeHead: (status: number) => {
            if (status !== 200) reject(new Error(`${name} gave ${status}`))
            return response
          },
          end: () => resolve(),
        }
        // As much of a request and a response as the adapter touches.
        Reflect.apply(listener, undefined, [next().request, response, reject])
      }),
  }
}

const group = (title: string, file: string, document: string | undefined): Group => ({
  title,
  cases: [
    createFloor(document === undefined ? 'decode, verify' : 'decode, verify, translate', read(file), document),
    createShimCase('expressShim', read(file), 'adds <= 25 us'),
  ],
})

/** What listening costs, each listener by itself and all together. */
function createWatched(): Group {
  const body = read('vobiz-04-hangup-answered.txt')
  const counters = (): ReturnType<typeof createCounters> => createCounters()
  const metrics = (): ReturnType<typeof createMetrics> => createMetrics({ register: new client.Registry() })
  const log = () => createLogger(pino({ level: 'info' }, { write: () => {} }))
  return {
    title: 'A Vobiz hangup, watched',
    cases: [
      createShimCase('expressShim, nobody listens', body, ''),
      createShimCase('a function that does nothing', body, '', () => {}),
      createShimCase('counters', body, '>= 0.9', joinEvents(counters())),
      createShimCase('metrics', body, '', joinEvents(metrics())),
      createShimCase('pino', body, '', joinEvents(log())),
      createShimCase('all three', body, '', joinEvents(counters(), metrics(), log())),
    ],
  }
}

/** What the shim adds to a request, and to the start of an application. */
export async function bench(): Promise<readonly string[]> {
  const lines: string[] = []
  for (const one of [
    group('A Vobiz ring, 12 parameters', 'vobiz-03-ring.txt', undefined),
    group('A Vobiz hangup, 22 parameters', 'vobiz-04-hangup-answered.txt', undefined),
    group('A Vobiz answer, 14 parameters, with XML', 'vobiz-01-answer-inbound.txt', MENU),
  ]) {
    const results = await measure(one)
    const [floor, shim] = results.map(({ microseconds }) => microseconds)
    lines.push(...printResults(one, results), `  adds ${((shim ?? 0) - (floor ?? 0)).toFixed(1)} us`, '')
  }
  const watched = createWatched()
  lines.push(...printResults(watched, await measure(watched)), '')
  lines.push(`import of the Express adapter  ${measureImport('@plivo-to-vobiz/shim/express').toFixed(1)} ms  <= 15`)
  lines.push(`import of plivo                ${measureImport('plivo').toFixed(1)} ms`)
  return lines
}
