import { createSession } from './create-session.ts'
import { type Credentials, readCredentials, setBorrowed } from './credentials.ts'
import type { ClientOptions } from './options.ts'
import { createResource } from './resources.ts'
import type { Session } from './session.ts'
import type { Surface } from './surface/surface.ts'
import { createVobizAccess, type VobizAccess } from './vobiz-access.ts'

// The rows decide at run time what `Surface` says at compile time; test/contract/rest-surface.test.ts compares both
// with the real package, hence the one assertion.
const open = <Property extends keyof Surface>(property: Property, session: Session): Surface[Property] =>
  createResource(property, session) as unknown as Surface[Property]

/**
 * Plivo's `Client` on Vobiz: the same properties, methods, arguments and results.
 *
 * Credentials come from the arguments, else from `VOBIZ_AUTH_ID` and `VOBIZ_AUTH_TOKEN`, else from Plivo's variables
 * with a warning. What Vobiz lacks rejects with `NoEquivalentError`; nothing resolves with made-up data.
 *
 * @example
 * const client = new Client(process.env.VOBIZ_AUTH_ID, process.env.VOBIZ_AUTH_TOKEN, { callsPerSecond: 'account' })
 * const { requestUuid } = await client.calls.create('14155550100', '14155550123', 'https://app.example/answer')
 * await client.calls.hangup(requestUuid)
 */
export class Client implements Surface {
  readonly calls: Surface['calls']
  readonly token: Surface['token']
  readonly accounts: Surface['accounts']
  readonly subaccounts: Surface['subaccounts']
  readonly subAccounts: Surface['subAccounts']
  readonly applications: Surface['applications']
  readonly conferences: Surface['conferences']
  readonly endpoints: Surface['endpoints']
  readonly messages: Surface['messages']
  readonly lookup: Surface['lookup']
  readonly powerpacks: Surface['powerpacks']
  readonly brand: Surface['brand']
  readonly campaign: Surface['campaign']
  readonly profile: Surface['profile']
  readonly numbers: Surface['numbers']
  readonly pricings: Surface['pricings']
  readonly recordings: Surface['recordings']
  readonly callFeedback: Surface['callFeedback']
  readonly media: Surface['media']
  readonly endUsers: Surface['endUsers']
  readonly complianceDocumentTypes: Surface['complianceDocumentTypes']
  readonly complianceDocuments: Surface['complianceDocuments']
  readonly complianceRequirements: Surface['complianceRequirements']
  readonly complianceApplications: Surface['complianceApplications']
  readonly multiPartyCalls: Surface['multiPartyCalls']
  readonly loa: Surface['loa']
  readonly hostedMessagingNumber: Surface['hostedMessagingNumber']
  readonly verify_session: Surface['verify_session']
  readonly maskingSession: Surface['maskingSession']
  readonly tollfreeVerification: Surface['tollfreeVerification']
  readonly verify: Surface['verify']
  readonly phoneNumberCompliance: Surface['phoneNumberCompliance']
  readonly phoneNumberComplianceRequirements: Surface['phoneNumberComplianceRequirements']
  readonly phoneNumberComplianceLink: Surface['phoneNumberComplianceLink']
  /** Routes Plivo never had. */
  readonly vobiz: VobizAccess
  readonly #credentials: Credentials
  readonly #options: ClientOptions
  readonly #session: Session

  constructor(authId?: string, authToken?: string, options: ClientOptions = {}) {
    this.#credentials = readCredentials(authId, authToken, options.env ?? process.env)
    this.#options = options
    const session = createSession(this.#credentials, options)
    this.#session = session
    if (this.#credentials.fromPlivo.length > 0) setBorrowed(this)
    for (const name of this.#credentials.fromPlivo)
      session.warn({
        code: 'environment',
        method: '',
        message: `${name} was used for want of a Vobiz variable. Plivo's credentials do not work on Vobiz: set VOBIZ_AUTH_ID and VOBIZ_AUTH_TOKEN.`,
      })
    this.calls = open('calls', session)
    this.token = open('token', session)
    this.accounts = open('accounts', session)
    this.subaccounts = open('subaccounts', session)
    this.subAccounts = this.subaccounts
    this.applications = open('applications', session)
    this.conferences = open('conferences', session)
    this.endpoints = open('endpoints', session)
    this.messages = open('messages', session)
    this.lookup = open('lookup', session)
    this.powerpacks = open('powerpacks', session)
    this.brand = open('brand', session)
    this.campaign = open('campaign', session)
    this.profile = open('profile', session)
    this.numbers = open('numbers', session)
    this.pricings = open('pricings', session)
    this.recordings = open('recordings', session)
    this.callFeedback = open('callFeedback', session)
    this.media = open('media', session)
    this.endUsers = open('endUsers', session)
    this.complianceDocumentTypes = open('complianceDocumentTypes', session)
    this.complianceDocuments = open('complianceDocuments', session)
    this.complianceRequirements = open('complianceRequirements', session)
    this.complianceApplications = open('complianceApplications', session)
    this.multiPartyCalls = open('multiPartyCalls', session)
    this.loa = open('loa', session)
    this.hostedMessagingNumber = open('hostedMessagingNumber', session)
    this.verify_session = open('verify_session', session)
    this.maskingSession = open('maskingSession', session)
    this.tollfreeVerification = open('tollfreeVerification', session)
    this.verify = open('verify', session)
    this.phoneNumberCompliance = open('phoneNumberCompliance', session)
    this.phoneNumberComplianceRequirements = open('phoneNumberComplianceRequirements', session)
    this.phoneNumberComplianceLink = open('phoneNumberComplianceLink', session)
    this.vobiz = createVobizAccess(session)
  }

  /**
   * The same account with other options, for instance for one call. The pace and the warnings already given are
   * shared, unless the options bring their own.
   *
   * @example
   * await client.with({ signal, timeout: 5000 }).calls.get(uuid)
   */
  with(options: ClientOptions): Client {
    const { authId, authToken } = this.#credentials
    const { pacer, warn: onWarning } = this.#session
    const pace = options.callsPerSecond === undefined && pacer !== undefined ? { pacer } : {}
    return new Client(authId, authToken, { ...this.#options, onWarning, ...pace, ...options })
  }

  /** Printing a client as JSON shows the account, never the token. */
  toJSON(): { readonly authId: string } {
    return { authId: this.#credentials.authId }
  }
}
