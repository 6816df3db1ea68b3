// #region verify
import { serve } from '@hono/node-server'
import { verifyWebhook } from '@plivo-to-vobiz/signatures/web'

const verified = verifyWebhook('enablex', {
  secrets: process.env.ENABLEX_APP_ID, // an identifier: who knows it can write events
  basicAuth: [{ username: process.env.WEBHOOK_USER ?? '', password: process.env.WEBHOOK_PASSWORD ?? '' }],
})

export const POST = verified(async (_request, webhook) => {
  const { payload, redelivered } = webhook // payload is decrypted
  return Response.json({ state: payload.state, redelivered })
})
// #endregion

const port = Number(process.env.PORT ?? 3000)
serve({ fetch: POST, port }, (address) => console.info(`listening on port ${address.port}`))
