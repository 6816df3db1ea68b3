import type { WebhookRequest } from '@plivo-to-vobiz/signatures'

/** What a person pastes: an address, header lines as a log or a browser shows them, and a body. */
export interface Pasted {
  readonly method: string
  readonly url: string
  readonly headers: string
  readonly body: string
}

/** The request in the form the verifiers take. Lines that are no header are left out and counted. */
export function readRequest({ method, url, headers, body }: Pasted): {
  readonly request: WebhookRequest
  readonly ignored: number
} {
  const fields: Record<string, string[]> = {}
  let ignored = 0
  for (const line of headers.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const match = /^\s*['"]?([!#$%&'*+.^_`|~\w-]+)['"]?\s*:\s*(.*?)\s*$/.exec(line)
    if (match === null) ignored += 1
    else {
      const [, name = '', value = ''] = match
      const key = name.toLowerCase()
      fields[key] = [...(fields[key] ?? []), value]
    }
  }
  return { request: { method, url: url.trim(), headers: fields, rawBody: body }, ignored }
}
