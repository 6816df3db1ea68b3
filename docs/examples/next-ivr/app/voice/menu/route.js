import plivo from 'plivo'
import { refuse, reply } from '../../../lib/reply.js'
import { readSigned } from '../../../lib/signed.js'

const WORKSHOP = process.env.WORKSHOP_NUMBER ?? '14155550133'

export async function POST(request) {
  const call = await readSigned(request)
  if (call === undefined) return refuse()
  if (call.Digits === '1') {
    const response = new plivo.Response()
    response.addDial({ callerId: call.To, timeout: 20 }).addNumber(WORKSHOP)
    return reply(response.toXML())
  }
  return reply(`<Response>
  <Speak language="en-US">We are open from eight to five.</Speak>
  <Redirect method="POST">${process.env.PUBLIC_URL}/voice/answer</Redirect>
</Response>`)
}
