import plivo from 'plivo'
import { refuse, reply } from '../../../lib/reply.js'
import { readSigned } from '../../../lib/signed.js'

export async function POST(request) {
  const call = await readSigned(request)
  if (call === undefined) return refuse()
  const response = new plivo.Response()
  const digits = response.addGetDigits({
    action: `${process.env.PUBLIC_URL}/voice/menu`,
    method: 'POST',
    numDigits: 1,
    timeout: 7,
  })
  digits.addSpeak('To book an appointment, press 1. For our opening hours, press 2.', { language: 'en-US' })
  response.addSpeak('We did not hear from you. Goodbye.')
  return reply(response.toXML())
}
