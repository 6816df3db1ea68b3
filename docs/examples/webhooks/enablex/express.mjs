// #region verify
import { verifyWebhook, webhookOf } from '@plivo-to-vobiz/signatures/express'
import express from 'express'

const app = express()

app.post(
  '/event',
  verifyWebhook('enablex', {
    secrets: process.env.ENABLEX_APP_ID, // an identifier: who knows it can write events
    basicAuth: [{ username: process.env.WEBHOOK_USER ?? '', password: process.env.WEBHOOK_PASSWORD ?? '' }],
  }),
  (req, res) => {
    const { payload, redelivered } = webhookOf(req) // payload is decrypted; req.body is as received
    res.json({ state: payload.state, redelivered })
  },
)
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
