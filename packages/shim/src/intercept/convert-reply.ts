import { ELEMENT } from '@plivo-to-vobiz/mappings/callbacks'
import { ACKNOWLEDGED, type Responded, respond, type Translate } from '../respond.ts'

/** A reply of the application, as it stands on the response. */
export interface AppReply {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/**
 * Translates the XML of a successful reply for Vobiz; without `translate`, where Vobiz expects none, XML becomes the empty acknowledgement.
 * Errors, redirects and whatever is no XML stay untouched: `undefined`. Rejects with `bad-reply` on XML that cannot be translated.
 */
export async function convertReply(reply: AppReply, translate: Translate | undefined): Promise<Responded | undefined> {
  if (reply.status < 200 || reply.status > 299 || !isXml(reply)) return undefined
  if (translate === undefined) return { reply: ACKNOWLEDGED, findings: [] }
  return respond(reply.body.toString('utf8'), translate)
}

const START = new RegExp(`^\\s*<(?:\\?xml\\b|${ELEMENT.Response}[\\s/>])`)

/** Told by the label, or by the first letters where the label is a framework's default: Vobiz needs the right one. */
function isXml({ type, body }: AppReply): boolean {
  if (/\bxml\b/i.test(type)) return true
  if (type !== '' && !/^text\/(?:html|plain)\b/i.test(type)) return false
  return START.test(body.toString('latin1', 0, 200))
}
