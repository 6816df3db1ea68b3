// #region verify
import { verifyWebhook, webhookOf } from '@plivo-to-vobiz/signatures/express'
import express from 'express'

const app = express()

app.post(
  '/answer',
  verifyWebhook('plivo', {
    secrets: process.env.PLIVO_AUTH_TOKEN,
    publicUrl: process.env.PUBLIC_URL ?? '', // what Plivo was given, up to the path
    onFailure: ({ reason, message, url }) => console.warn('refused', reason, url, message),
  }),
  (req, res) => {
    console.info(req.body.CallUUID, webhookOf(req).redelivered ? 'asked again' : 'asked')
    res.type('application/xml').send('<Response><Speak>Welcome</Speak></Response>')
  },
)
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
