import { refuse } from '../../../lib/reply.js'
import { readSigned } from '../../../lib/signed.js'

export async function POST(request) {
  const call = await readSigned(request)
  if (call === undefined) return refuse()
  console.info(`call ${call.CallUUID} ended: ${call.CallStatus}`)
  return new Response('OK')
}
