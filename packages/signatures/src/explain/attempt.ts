import type { Provider, VerifyOptions, WebhookRequest } from '../verification.ts'

/** What `verify` is asked: a request, and how to judge it. */
export interface Attempt {
  readonly provider: Provider
  readonly request: WebhookRequest
  readonly options: VerifyOptions
}

/** One plausible difference between what the sender signed and what was looked at. */
export interface Change {
  /** Completes the sentence "The signature matches when …". */
  readonly when: string
  readonly attempt: Attempt
}

/** Every form one cause can take in a request. */
export type Vary = (attempt: Attempt) => readonly Change[]

/** The attempt with another URL, unless it is the same one. */
export function changeUrl(attempt: Attempt, url: string | undefined, when: string): readonly Change[] {
  if (url === undefined || url === attempt.request.url) return []
  return [{ when, attempt: { ...attempt, request: { ...attempt.request, url } } }]
}

/** The attempt with other parts of the request. */
export function changeRequest(attempt: Attempt, part: Partial<WebhookRequest>, when: string): Change {
  return { when, attempt: { ...attempt, request: { ...attempt.request, ...part } } }
}

/** The attempt with other options. */
export function changeOptions(attempt: Attempt, part: Partial<VerifyOptions>, when: string): Change {
  return { when, attempt: { ...attempt, options: { ...attempt.options, ...part } } }
}
