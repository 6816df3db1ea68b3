// #region verify
import { webhook } from '@plivo-to-vobiz/signatures/signalwire'
import express from 'express'

const app = express()

// The key is read from SIGNALWIRE_SIGNING_KEY; without it every request is refused.
app.post('/answer', webhook({ publicUrl: process.env.PUBLIC_URL ?? '' }), (_req, res) => {
  res.type('application/xml').send('<Response><Say>Welcome</Say></Response>')
})
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
