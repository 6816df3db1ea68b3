import { toGapError } from './resources.ts'

/**
 * Plivo's `AccessToken` for browser calls. Vobiz has none: it can be made and filled, and `toJwt` throws
 * `NoEquivalentError`. Browsers register with the user name and password of a SIP endpoint.
 */
export class AccessToken {
  /** Who the token would be for. */
  readonly username: unknown

  /** Takes what Plivo's takes: an account, its token, a user name, a validity and an id. */
  constructor(...given: readonly unknown[]) {
    this.username = given[2]
  }

  /** Does nothing: there is no token to put grants into. */
  addVoiceGrants(..._grants: readonly unknown[]): void {}

  /** Throws: nothing a browser could use with Vobiz can be signed. */
  toJwt(): never {
    throw toGapError('AccessToken.toJwt', { reason: 'token' })
  }
}
