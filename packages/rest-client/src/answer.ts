/** What came back over HTTP, body parsed when it is JSON, `undefined` when it is empty. */
export interface Answer {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly body: unknown
}
