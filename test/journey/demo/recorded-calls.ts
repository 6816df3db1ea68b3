import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sign } from '@plivo-to-vobiz/signatures'
import { lint } from '@plivo-to-vobiz/voice-xml'
import type { Deployment, RunningApp } from './start-app.ts'
import { ROOT } from './workspace.ts'

type Provider = 'plivo' | 'vobiz'
const RECORDED = join(ROOT, 'test/recorded/callbacks')

/** How an application answered what a provider once sent. */
export interface Played {
  /** Each status that was given, once. */
  readonly statuses: readonly number[]
  /** What the answer URL and the menu replied. */
  readonly replies: readonly string[]
  /** Of a call with a signature by another token. */
  readonly forged: number
}

/** Recorded bodies of a provider's callbacks of a kind. */
function read(provider: Provider, kind: string): readonly string[] {
  const files = readdirSync(RECORDED).filter((file) => new RegExp(`^${provider}-\\d+-${kind}`).test(file))
  if (files.length === 0) throw new Error(`No callback ${kind} of ${provider} is recorded.`)
  return files.map((file) => readFileSync(join(RECORDED, file), 'utf8'))
}

/** Sends every recorded answer, key and hangup of a provider to an application, signed, and one that is forged. */
export async function playRecorded(
  app: Pick<RunningApp, 'url'>,
  provider: Provider,
  { publicUrl, plivoToken, vobizToken }: Deployment,
): Promise<Played> {
  const own = provider === 'plivo' ? plivoToken : vobizToken
  const post = async (path: string, body: string, secret = own): Promise<{ status: number; text: string }> => {
    const signed = sign(provider, { method: 'POST', url: publicUrl + path, headers: {}, rawBody: body }, { secret })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed }
    const response = await fetch(app.url + path, { method: 'POST', headers, body })
    return { status: response.status, text: await response.text() }
  }
  const answers = read(provider, 'answer')
  const results = []
  for (const body of answers) results.push(await post('/voice/answer', body))
  for (const body of read(provider, provider === 'plivo' ? 'get-digits' : 'gather-dtmf'))
    for (const digit of ['1', '2'])
      results.push(await post('/voice/menu', body.replace(/Digits=[^&]*/, `Digits=${digit}`)))
  const ends = []
  for (const body of read(provider, 'hangup')) ends.push(await post('/voice/hangup', body))
  const forged = await post('/voice/answer', answers[0] ?? '', 'not-the-token')
  return {
    statuses: [...new Set([...results, ...ends].map(({ status }) => status))],
    replies: results.map(({ text }) => text),
    forged: forged.status,
  }
}

/** What Vobiz would refuse of a reply. */
export const findErrors = (xml: string): readonly string[] =>
  lint(xml, 'vobiz')
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code)
