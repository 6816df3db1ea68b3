import { parseBasic, sameCredentials } from './basic-credentials.ts'
import { WebhookError } from './webhook/webhook-error.ts'

/** A user name and password of HTTP Basic authentication, as written into a callback URL. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/**
 * Prepares the check of an `Authorization` header against a list of credentials. Compares with all of them, in constant
 * time, so that the time taken does not tell which one came close. An empty list lets nobody in.
 *
 * @throws WebhookError `bad-option` for an empty name or password, or a name with a colon.
 * @example createCredentialCheck([{ username: 'vobiz', password }])(request.headers.authorization)
 */
export function createCredentialCheck(
  accepted: readonly Credentials[],
): (authorization: string | undefined) => boolean {
  const texts = accepted.map(toText)
  return (authorization) => {
    const presented = parseBasic(authorization ?? '')
    return presented !== undefined && texts.filter((text) => sameCredentials(text, presented)).length > 0
  }
}

function toText({ username, password }: Credentials): string {
  if (username === '' || password === '' || username.includes(':')) {
    throw new WebhookError('bad-option', 'basicAuth needs a user name without colon and a password, neither empty')
  }
  return `${username}:${password}`
}
