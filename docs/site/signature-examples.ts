import type { Provider } from '@plivo-to-vobiz/signatures'

/** A webhook to begin with: what the sender signed, and what the server believes it got. */
export interface SignatureExample {
  readonly name: string
  readonly provider: Exclude<Provider, 'enablex'>
  readonly signedUrl: string
  readonly seenUrl: string
  readonly body: string
  readonly token: string
}

const BODY = 'CallUUID=7c1f0c52-0a8e-4a53-9f0e-2a1d3b7f9c11&Event=StartApp&Direction=inbound'
const TOKEN = 'an-example-token-not-a-real-one'

/** Requests that are signed when they are chosen, with a token that is nobody's. */
export const SIGNATURE_EXAMPLES: readonly SignatureExample[] = [
  {
    name: 'Vobiz, all is well',
    provider: 'vobiz',
    signedUrl: 'https://voice.example.com/answer',
    seenUrl: 'https://voice.example.com/answer',
    body: BODY,
    token: TOKEN,
  },
  {
    name: 'Vobiz, behind a proxy that ends TLS',
    provider: 'vobiz',
    signedUrl: 'https://voice.example.com/answer',
    seenUrl: 'http://voice.example.com/answer',
    body: BODY,
    token: TOKEN,
  },
  {
    name: 'Plivo, a slash that a framework has added',
    provider: 'plivo',
    signedUrl: 'https://voice.example.com/answer',
    seenUrl: 'https://voice.example.com/answer/',
    body: BODY,
    token: TOKEN,
  },
  {
    name: 'SignalWire, all is well',
    provider: 'signalwire',
    signedUrl: 'https://voice.example.com/call?room=7',
    seenUrl: 'https://voice.example.com/call?room=7',
    body: 'CallSid=b1a2&CallStatus=ringing',
    token: TOKEN,
  },
]
