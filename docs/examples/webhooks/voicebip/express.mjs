// #region verify
import { createVoicebipMiddleware } from '@plivo-to-vobiz/signatures/voicebip'
import express from 'express'
import { askModel } from './model.mjs'

const app = express()

app.post(
  '/api/voicebip',
  createVoicebipMiddleware({
    secrets: process.env.VOICEBIP_SIGNING_SECRET,
    reply: askModel,
    onEvent: (event) => console.info('event', event.type),
  }),
)
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
