import { createCipheriv, createHash, createHmac } from 'node:crypto'

/**
 * What each platform sends, computed from its public description with Node's crypto alone: the tests over sockets must
 * not lean on the code they test. Verdicts on single requests are the business of test/recorded/vectors.
 */

/** A request a platform is about to send. */
export interface Outgoing {
  readonly url: string
  readonly body: string
  readonly secret: string
  readonly nonce?: string
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST'
  /** Unix seconds. */
  readonly timestamp?: number
}

/** Headers and body as they go over the wire. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Platforms that are played here. */
export type VendorName = 'plivo' | 'vobiz' | 'signalwire' | 'jambonz' | 'voicebip' | 'enablex'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const now = (): number => Math.floor(Date.now() / 1000)

/** Form fields run together in the order of their names, as Plivo and SignalWire sign them. */
const runTogether = (body: string): string =>
  [...new URLSearchParams(body)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('')

const sortQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join('&')

function plivo({ url, body, secret, nonce = '1', method }: Outgoing): Signed {
  const [base = '', query] = url.split('?')
  const signedUrl = query === undefined ? `${base}?` : `${base}?${sortQuery(query)}.`
  const signed = method === 'GET' ? `${base}?${sortQuery(query ?? '')}` : signedUrl + runTogether(body)
  const signature = createHmac('sha256', secret).update(`${signed}.${nonce}`).digest('base64')
  const headers = { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': nonce, 'content-type': FORM }
  return { headers, body }
}

function vobiz({ url, body, secret, nonce = '1' }: Outgoing): Signed {
  const signature = createHmac('sha256', secret)
    .update(`${url.split('?')[0]}.${nonce}`)
    .digest('base64')
  const headers = { 'X-Vobiz-Signature-V3': signature, 'X-Vobiz-Signature-V3-Nonce': nonce, 'content-type': FORM }
  return { headers, body }
}

function signalwire({ url, body, secret }: Outgoing): Signed {
  if (body.startsWith('{')) {
    const signature = createHmac('sha1', secret)
      .update(url + body)
      .digest('hex')
    return { headers: { 'X-SignalWire-Signature': signature, 'content-type': JSON_TYPE }, body }
  }
  const signature = createHmac('sha1', secret)
    .update(url + runTogether(body))
    .digest('base64')
  return { headers: { 'X-SignalWire-Signature': signature, 'content-type': FORM }, body }
}

function jambonz({ body, secret, timestamp = now() }: Outgoing): Signed {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { headers: { 'Jambonz-Signature': `t=${timestamp},v1=${signature}`, 'content-type': JSON_TYPE }, body }
}

function voicebip({ body, secret, timestamp = now() }: Outgoing): Signed {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  const headers = {
    'X-Voicebip-Signature': `sha256=${signature}`,
    'X-Voicebip-Timestamp': String(timestamp),
    'content-type': JSON_TYPE,
  }
  return { headers, body }
}

/** OpenSSL's EVP_BytesToKey with MD5, no salt, one round. */
function enablex({ body, secret }: Outgoing): Signed {
  const digests = [Buffer.alloc(0)]
  while (digests.length < 4)
    digests.push(
      createHash('md5')
        .update(Buffer.concat([digests.at(-1) ?? Buffer.alloc(0), Buffer.from(secret)]))
        .digest(),
    )
  const stream = Buffer.concat(digests)
  const cipher = createCipheriv('aes-256-cbc', stream.subarray(0, 32), stream.subarray(32, 48))
  const encrypted = cipher.update(body, 'utf8', 'hex') + cipher.final('hex')
  const headers = { 'x-algoritm': 'aes-256-cbc', 'x-format': 'hex', 'x-encoding': 'utf8', 'content-type': JSON_TYPE }
  return { headers, body: JSON.stringify({ encrypted_data: encrypted }) }
}

/** Signs as each platform does. */
export const VENDORS: Readonly<Record<VendorName, (outgoing: Outgoing) => Signed>> = {
  plivo,
  vobiz,
  signalwire,
  jambonz,
  voicebip,
  enablex,
}
