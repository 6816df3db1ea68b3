import { HOSTS, REST_API } from '@plivo-to-vobiz/mappings/rest'
import { createAccountPacer } from './account-pacer.ts'
import type { Credentials } from './credentials.ts'
import { PlivoRestError } from './errors.ts'
import type { ClientOptions } from './options.ts'
import { createPacer, type Pacer } from './pacer.ts'
import { createSender, type Sender } from './sender.ts'
import type { Session, Warning } from './session.ts'

const refuse = (message: string): PlivoRestError =>
  new PlivoRestError(message, { code: 'configuration', outcome: 'not-sent' })

/** Options of Plivo's client that would send credentials to the wrong place, or not through the proxy. */
function checkOptions(options: ClientOptions): void {
  if ('proxy' in options && options.proxy !== undefined)
    throw refuse(
      'The proxy option is not supported. Pass fetch: (url, init) => undici.fetch(url, { ...init, dispatcher: new undici.ProxyAgent(proxy) }).',
    )
  if (options.url !== undefined && URL.canParse(options.url) && new URL(options.url).hostname === HOSTS.plivoApi)
    throw refuse("The url option is Plivo's address. Leave it out to talk to Vobiz.")
}

function checkBase(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || /[?#]/.test(url))
    throw refuse('The url option is not an http(s) address without query. Leave it out to talk to Vobiz.')
  return url.replace(/\/+$/, '')
}

const emitWarning = ({ code, message }: Warning): void => process.emitWarning(message, { type: 'VobizWarning', code })

/** What the methods of one client share: how to send, whom to warn. */
export function createSession(credentials: Credentials, options: ClientOptions): Session {
  checkOptions(options)
  const { onWarning = emitWarning, now = () => new Date() } = options
  const send = createSender({ base: checkBase(options.url ?? REST_API.base), credentials, options })
  const pacer = choosePacer(options, send)
  const warned = new Set<string>()
  return {
    authId: credentials.authId,
    now,
    pacer,
    send: (outgoing) => send(outgoing, outgoing.row.paced === true ? pacer : undefined),
    warn(warning) {
      if (warned.has(warning.message)) return
      warned.add(warning.message)
      onWarning(warning)
    },
  }
}

/** The pacer as given, of a fixed speed, or of the account's own. */
function choosePacer({ pacer, callsPerSecond }: ClientOptions, send: Sender): Pacer | undefined {
  if (pacer !== undefined || callsPerSecond === undefined) return pacer
  return callsPerSecond === 'account' ? createAccountPacer(send) : createPacer({ callsPerSecond })
}
