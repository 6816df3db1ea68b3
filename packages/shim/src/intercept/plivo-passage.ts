import { parse } from 'node:querystring'
import type { Announce } from '../announce.ts'
import type { RawParams } from '../call.ts'
import { toDeadlines } from '../deadlines.ts'
import type { Incoming } from '../incoming.ts'
import { type CheckMode, createModeReader } from '../mode.ts'
import { normalise, toParams } from '../normalise.ts'
import type { GuardOptions } from '../options.ts'
import { receive } from '../receive.ts'
import { route } from '../route.ts'
import type { Accepted } from '../to-call.ts'
import type { Exchange } from './app.ts'

/** Lets Plivo's own webhooks pass, untouched, unless `mode` has switched them off. */
export interface PlivoPassage {
  /** One whose signature the application checks itself. Rejects with `mode-off`. */
  readonly unchecked: (incoming: Incoming, exchange: Exchange) => Promise<void> | undefined
  /** One that has been verified here. Rejects with `mode-off`. */
  readonly checked: (accepted: Accepted, exchange: Exchange) => Promise<void>
}

interface PassageOptions {
  readonly options: GuardOptions
  readonly announce: Announce | undefined
  readonly checkMode: CheckMode
}

/** Prepares it. What is told of an unchecked webhook is read when its reply is over, from the body the application has parsed. */
export function createPlivoPassage({ options, announce, checkMode }: PassageOptions): PlivoPassage {
  const { bodyLimit = 1_048_576, parameterLimit = 1000 } = options
  const getMode = createModeReader(options.mode)
  const { bodyMs } = toDeadlines(options.deadlines)

  const tellLater = (path: string, { request, response }: Exchange): void => {
    response.once('close', () => {
      const { statusCode } = response
      // Nothing is taken from what the application has refused: anybody may have sent it.
      const isRefused = statusCode >= 400 && statusCode < 500
      const params = isRefused ? {} : toParams(readParsed(request.body, path, request.method))
      announce?.({
        provider: 'plivo',
        event: route(params).event,
        params,
        path: isRefused ? REFUSED : path,
        received: undefined,
        proof: 'none',
      })
    })
  }

  const pass = (path: string, exchange: Exchange): void => {
    if (announce !== undefined) tellLater(path, exchange)
    exchange.next()
  }

  /** New calls are told from others by their parameters, so that the body has to be looked at. */
  const judge = async (incoming: Incoming, exchange: Exchange): Promise<void> => {
    const received = await receive(incoming, { bodyLimit, parameterLimit, bodyMs }).catch(() => undefined)
    const { event } = route(received === undefined ? {} : toParams(received.fields))
    await checkMode('plivo', event)
    pass(incoming.path, exchange)
  }

  return {
    unchecked: (incoming, exchange) => {
      const mode = getMode()
      if (mode === 'vobiz') return judge(incoming, exchange)
      if (typeof mode !== 'string') {
        return mode.then((read) => (read === 'vobiz' ? judge(incoming, exchange) : pass(incoming.path, exchange)))
      }
      pass(incoming.path, exchange)
      return undefined
    },
    checked: async ({ received, unsigned }, exchange) => {
      const params = toParams(normalise('plivo', received))
      const { event } = route(params)
      await checkMode('plivo', event)
      const proof = unsigned ? 'allowed' : 'signature'
      announce?.({ provider: 'plivo', event, params, path: received.path, received, proof })
      exchange.next()
    },
  }
}

/** Stands for the path of what the application has refused. */
const REFUSED = '(refused by the application)'

/** What the application's own parser made of the request; nothing where it keeps that to itself. */
function readParsed(body: unknown, path: string, method: string | undefined): RawParams {
  if (method === 'GET') return toTexts(parse(path.split('?')[1] ?? ''))
  if (typeof body === 'string' || body instanceof Uint8Array) return toTexts(parse(String(body)))
  return typeof body === 'object' && body !== null ? toTexts(body) : {}
}

function toTexts(fields: object): RawParams {
  const texts: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(fields)) if (typeof value === 'string') texts[name] = value
  return texts
}
