import { createHmac, randomInt, randomUUID } from 'node:crypto'
import type { Deployment } from '../demo/start-app.ts'

type Params = Readonly<Record<string, string>>

/** One webhook of Vobiz, and what is wrong with it, if anything. */
export interface VobizWebhook {
  readonly path: string
  readonly params: Params
  /** Default: a fresh one. */
  readonly nonce?: string
  /** Default: the account's. */
  readonly token?: string
  readonly isSigned?: boolean
}

/** An answered call of which nothing is known yet. */
export function createCall() {
  return { CallUUID: randomUUID(), From: '14155550122', To: '14155550100', Direction: 'inbound' }
}

/** What Vobiz uses once. */
export const createNonce = (): string => String(randomInt(1e12, 2e12))

/** Sends it to the gateway as the vendor's page says: base64 of the HMAC over the URL up to its query, a dot, the nonce. */
export async function sendVobiz(gateway: string, webhook: VobizWebhook, deployment: Deployment): Promise<Response> {
  const { path, params, nonce = createNonce(), token = deployment.vobizToken, isSigned = true } = webhook
  const [base] = path.split('?')
  const text = `${deployment.publicUrl}${base}.${nonce}`
  const signed = {
    'X-Vobiz-Signature-V3': createHmac('sha256', token).update(text).digest('base64'),
    'X-Vobiz-Signature-V3-Nonce': nonce,
  }
  return fetch(gateway + path, {
    method: 'POST',
    headers: isSigned ? signed : {},
    body: new URLSearchParams(params),
  })
}
