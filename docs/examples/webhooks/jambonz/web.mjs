// #region verify
import { serve } from '@hono/node-server'
import { verifyWebhook } from '@plivo-to-vobiz/signatures/web'

const verified = verifyWebhook('jambonz', { secrets: process.env.JAMBONZ_WEBHOOK_SECRET })

export const POST = verified(async (request) => {
  const call = await request.json() // null for a hook without parameters
  return Response.json([{ verb: 'say', text: `Welcome, ${call?.from ?? 'stranger'}` }, { verb: 'hangup' }])
})
// #endregion

const port = Number(process.env.PORT ?? 3000)
serve({ fetch: POST, port }, (address) => console.info(`listening on port ${address.port}`))
