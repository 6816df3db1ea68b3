import { toCredentialCheck } from './credentials.ts'
import { toDeadlines } from './deadlines.ts'
import { detectSender, guessSender } from './detect.ts'
import { ShimError } from './errors.ts'
import { readHeader } from './header-value.ts'
import type { Incoming } from './incoming.ts'
import type { GuardOptions } from './options.ts'
import { createEdgeFinder, type Edge } from './public-url.ts'
import { type Limits, receive } from './receive.ts'
import { createReplayCheck } from './replay.ts'
import type { Store } from './store.ts'
import type { Accepted } from './to-call.ts'
import { createUnsignedPolicy } from './unsigned.ts'
import { createVerifier } from './verify.ts'

/** How long a nonce counts for one body only: a captured request can be sent with another one after that. */
const NONCE_MS = 86_400_000

/** Lets a request in, or throws a `ShimError`. */
export type Guard = (incoming: Incoming) => Promise<Accepted>

interface GuardContext {
  /** Whether the requests open WebSockets: their URL may have been signed as `wss://` as well. */
  readonly isUpgrade?: boolean
}

/**
 * Prepares the way of a request from the socket to the application's door: whose is it, from where, with which
 * credentials, what does it hold, is the signature right, has it been here before. A wrong option throws.
 */
export function createGuard(options: GuardOptions, store: Store, { isUpgrade = false }: GuardContext = {}): Guard {
  const { basicAuth, bodyLimit = 1_048_576, parameterLimit = 1000 } = options
  const { bodyMs } = toDeadlines(options.deadlines)
  const limits: Limits = { bodyLimit: toLimit(bodyLimit), parameterLimit: toLimit(parameterLimit), bodyMs }
  const findEdge = createEdgeFinder(options)
  const hasCredentials = basicAuth === undefined ? undefined : toCredentialCheck([basicAuth].flat())
  const judgeUnsigned = createUnsignedPolicy(options.unsigned)
  const findProof = createVerifier(options)
  const checkReplay = createReplayCheck(store, NONCE_MS)

  return async (incoming) => {
    const sender = detectSender(incoming.headers)
    const edge = isUpgrade ? withSocketUrls(findEdge(incoming)) : findEdge(incoming)
    if (hasCredentials?.(readHeader(incoming.headers, 'authorization')) === false)
      throw new ShimError('bad-credentials')
    const refuseUnsigned = (): void => {
      const code = judgeUnsigned(incoming, edge.clientAddress)
      if (code !== undefined) throw new ShimError(code)
    }
    // Before the body is read: what is refused anyway costs nothing.
    if (sender === undefined) refuseUnsigned()
    const received = await receive(incoming, limits)
    const proof = sender === undefined ? undefined : findProof(sender, received, edge)
    if (sender === undefined || proof === undefined) {
      refuseUnsigned()
      const provider = sender ?? guessSender(incoming.headers, received.fields)
      return { provider, received, url: edge.urls[0], unsigned: true, replyKey: undefined }
    }
    const replyKey = await checkReplay(sender, received, proof)
    return { provider: sender, received, url: proof.url, unsigned: false, replyKey }
  }
}

function toLimit(limit: number): number {
  if (Number.isInteger(limit) && limit > 0) return limit
  throw new ShimError('bad-option', `a limit or time is ${limit}; expected a whole number above 0`)
}

/** Each URL in both spellings of its scheme. */
const withSocketUrls = ({ urls, clientAddress }: Edge): Edge => {
  const [first, ...rest] = urls
  const others = urls.map((url) => (/^ws/i.test(url) ? url.replace(/^ws/i, 'http') : url.replace(/^http/i, 'ws')))
  return { urls: [first, ...rest, ...others], clientAddress }
}
