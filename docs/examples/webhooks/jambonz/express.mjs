// #region verify
import { verifyJambonzSignature } from '@plivo-to-vobiz/signatures/jambonz'
import express from 'express'

const app = express()

// Before express.json(): the signature covers the bytes, not the object they are parsed into.
app.post('/answer', verifyJambonzSignature(process.env.JAMBONZ_WEBHOOK_SECRET), (req, res) => {
  res.json([{ verb: 'say', text: `Welcome, ${req.body?.from ?? 'stranger'}` }, { verb: 'hangup' }])
})
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
