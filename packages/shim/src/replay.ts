import { header } from '@plivo-to-vobiz/mappings/callbacks'
import { createReplayGuard } from '@plivo-to-vobiz/signatures/replay'
import type { CallProvider } from './call.ts'
import { ShimError } from './errors.ts'
import { readHeader } from './header-value.ts'
import type { Received } from './receive.ts'
import type { Store } from './store.ts'
import type { Proof } from './verify.ts'

const NONCE_HEADERS: Readonly<Record<CallProvider, Readonly<Record<string, string>>>> = {
  plivo: { v3: header('plivo', 'v3-nonce').toLowerCase(), v2: header('plivo', 'v2-nonce').toLowerCase() },
  vobiz: { v3: header('vobiz', 'v3-nonce').toLowerCase(), v2: header('vobiz', 'v2-nonce').toLowerCase() },
}

/**
 * Prepares the memory of nonces. A Vobiz signature proves origin and URL but not the body, so each nonce is bound to
 * the method, path and body it first came with: with the same ones it is a redelivery, with others a replay, which
 * throws. Returns the key under which the reply to this nonce is kept.
 */
export function createReplayCheck(
  store: Store,
  ttlMs: number,
): (sender: CallProvider, received: Received, proof: Proof) => Promise<string> {
  const guard = createReplayGuard({ store, ttlMs })
  return async (provider, { headers, method, path, rawBody }, { scheme }) => {
    const token = readHeader(headers, NONCE_HEADERS[provider][scheme] ?? '') ?? ''
    if ((await guard({ provider, token, method, path, rawBody, bound: true })) === 'replayed') {
      throw new ShimError('replayed', provider)
    }
    return `${provider}:reply:${token}`
  }
}
