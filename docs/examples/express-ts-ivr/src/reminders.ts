import plivo from 'plivo'
import { settings } from './settings.js'

let client: plivo.Client | undefined

function getClient(): plivo.Client {
  client ??= new plivo.Client(settings.authId, settings.authToken)
  return client
}

export async function remind(to: string): Promise<string> {
  const call = await getClient().calls.create(settings.practice, to, `${settings.publicUrl}/voice/answer`, {
    answerMethod: 'POST',
    hangupUrl: `${settings.publicUrl}/voice/hangup`,
  })
  return String(call.requestUuid)
}

export async function stop(uuid: string): Promise<number> {
  const credentials = Buffer.from(`${settings.authId}:${settings.authToken}`).toString('base64')
  const res = await fetch(`https://api.plivo.com/v1/Account/${settings.authId}/Call/${uuid}/`, {
    method: 'DELETE',
    headers: { Authorization: `Basic ${credentials}` },
  })
  return res.status
}
