import { request as httpRequest } from 'node:http'

/** A request as a platform would send it to an application on this machine. */
export interface Sent {
  readonly port: number
  readonly path: string
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
  /** Text, or the pieces it is written in. */
  readonly body: string | readonly Buffer[]
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** Sends one request over a real socket, headers exactly as given. */
export function send({ port, path, method = 'POST', headers, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject)
    if (typeof body === 'string') request.end(body)
    else {
      for (const chunk of body) request.write(chunk)
      request.end()
    }
  })
}
