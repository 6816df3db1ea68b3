// #region verify
import { serve } from '@hono/node-server'
import { verifyWebhook } from '@plivo-to-vobiz/signatures/web'

const verified = verifyWebhook('signalwire', {
  secrets: process.env.SIGNALWIRE_SIGNING_KEY,
  publicUrl: process.env.PUBLIC_URL ?? '', // what SignalWire was given, up to the path
  onFailure: ({ reason, message, url }) => console.warn('refused', reason, url, message),
})

export const POST = verified(async (request, webhook) => {
  const form = await request.formData() // verified, and still to be read
  console.info(form.get('CallSid'), webhook.redelivered ? 'asked again' : 'asked')
  const xml = '<Response><Say>Welcome</Say></Response>'
  return new Response(xml, { headers: { 'content-type': 'application/xml' } })
})
// #endregion

const port = Number(process.env.PORT ?? 3000)
serve({ fetch: POST, port }, (address) => console.info(`listening on port ${address.port}`))
