/**
 * Stable codes of {@link ShimError} and of refusals: words may change, codes do not. Each has the HTTP status the
 * sender gets, what happened, and what to do about it. The text never holds a token, a signature or a phone number.
 */
export const ERRORS = {
  'ambiguous-provider': {
    status: 403,
    text: 'the request carries signature headers of two platforms, which none sends',
    hint: 'Look for a proxy or a test that copies headers from one platform to another.',
  },
  'bad-credentials': {
    status: 403,
    text: 'the request does not carry the credentials of `basicAuth`',
    hint: 'Write them into the callback URL the platform was given: https://name:password@host/path.',
  },
  'bad-option': {
    status: 500,
    text: 'an option of the shim is wrong',
    hint: 'See the documentation of the options.',
  },
  'bad-reply': {
    status: 500,
    text: 'the handler returned something that is no PlivoXML document',
    hint: 'Return a string of XML, a plivo.Response(), or nothing.',
  },
  'bad-signature': {
    status: 403,
    text: 'the signature does not belong to this URL, these parameters and this token',
    hint: 'Most often `publicUrl` is not the URL the platform was given, or the token is that of another account.',
  },
  'bad-url': {
    status: 400,
    text: 'the public URL of the request cannot be told',
    hint: 'Set `publicUrl` to the base URL the platforms were given.',
  },
  'body-aborted': { status: 400, text: 'the connection ended before the body did', hint: 'The sender will try again.' },
  'body-consumed': {
    status: 500,
    text: 'the body was read before the shim could, and left neither as `req.body` nor as `req.rawBody`',
    hint: 'Mount the shim before whatever reads the body, or parse it with express.urlencoded() and express.json().',
  },
  'body-timeout': {
    status: 408,
    text: 'the body did not come in time',
    hint: 'Callbacks have a few kB; see `deadlines.bodyMs`.',
  },
  'body-too-large': { status: 413, text: 'the body is larger than `bodyLimit`', hint: 'Callbacks have a few kB.' },
  'handler-failed': { status: 500, text: 'the handler threw', hint: 'See the `error` of the handler.failed event.' },
  'handler-timeout': {
    status: 504,
    text: 'the handler did not return in time',
    hint: 'Reply first and work afterwards, or raise `deadlines`.',
  },
  'internal-error': {
    status: 500,
    text: 'the shim itself failed',
    hint: 'Please report it, with the stack of the `error`.',
  },
  'malformed-body': {
    status: 400,
    text: 'the body is labelled as JSON, or starts like it, and cannot be parsed',
    hint: 'Callbacks are forms.',
  },
  'method-not-allowed': { status: 405, text: 'callbacks come by GET or POST', hint: 'Mount the shim on its own path.' },
  'missing-peer': {
    status: 500,
    text: 'a package this part of the shim needs is not installed',
    hint: 'Install it, or hand it over as an option where the application is bundled.',
  },
  'missing-secret': {
    status: 500,
    text: 'a token is missing or empty',
    hint: 'Is the environment variable set? An empty token would let anyone sign.',
  },
  'mode-off': {
    status: 503,
    text: 'new calls of this platform are switched off by `mode`',
    hint: 'The platform turns to its fallback URL; calls under way go on.',
  },
  'partial-signature': {
    status: 403,
    text: 'a nonce without signature, or a signature without nonce',
    hint: 'Look for a proxy that drops headers.',
  },
  'provider-not-configured': {
    status: 403,
    text: 'the request is signed by a platform whose token the shim was not given',
    hint: 'Set `plivo.authToken` or `vobiz.authToken`.',
  },
  replayed: {
    status: 403,
    text: 'the nonce was received before with another method, path, query or body',
    hint: 'No platform does that: somebody sends an altered copy.',
  },
  'route-outside-mount': {
    status: 500,
    text: 'a path of `routes` lies outside the path `expressIntercept` is mounted at',
    hint: 'Mount it at the root: app.use(expressIntercept(options)).',
  },
  'still-running': {
    status: 503,
    text: 'the first delivery of this request is still being handled',
    hint: 'The sender will try again.',
  },
  'store-unavailable': {
    status: 503,
    text: 'the store cannot answer, so a replay cannot be told from a new request',
    hint: 'Is Redis reachable?',
  },
  'too-many-parameters': {
    status: 413,
    text: 'the request has more parameters than `parameterLimit`',
    hint: 'Callbacks have a few dozen.',
  },
  unsigned: {
    status: 403,
    text: 'the request carries no signature',
    hint: 'Set credentials for the callback URL at the platform, or allow unsigned requests with the `unsigned` option.',
  },
  'unsupported-media-type': {
    status: 415,
    text: 'the body is neither a form nor JSON',
    hint: 'Callbacks are forms.',
  },
  'untrusted-address': {
    status: 403,
    text: 'an unsigned request from an address outside `unsigned.from`',
    hint: 'Behind a proxy `trustProxy` must be set as well.',
  },
  'upgrade-unsupported': {
    status: 501,
    text: 'the request asks for another protocol than WebSocket',
    hint: 'Speak HTTP/1.1 to the gateway.',
  },
  'upstream-failed': {
    status: 502,
    text: 'the application behind the gateway could not be reached, or did not finish its reply',
    hint: 'Is it running, and is `upstream` its address?',
  },
} as const satisfies Readonly<Record<string, { status: number; text: string; hint: string }>>

/** A stable code, see {@link ERRORS}. */
export type ShimErrorCode = keyof typeof ERRORS

/**
 * What the shim throws when it is set up wrongly, and reports through `onEvent` when a request is refused or a handler
 * fails. `status` is what the sender gets.
 *
 * @example
 * try { createShim(options) } catch (error) { if (error instanceof ShimError) console.error(error.code) }
 */
export class ShimError extends Error {
  override readonly name = 'ShimError'
  readonly code: ShimErrorCode
  readonly status: number

  constructor(code: ShimErrorCode, detail?: string, options?: ErrorOptions) {
    const { status, text, hint } = ERRORS[code]
    super(`${code}: ${text}${detail === undefined ? '' : ` (${detail})`}. ${hint}`, options)
    this.code = code
    this.status = status
  }
}
