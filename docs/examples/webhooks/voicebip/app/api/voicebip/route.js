// #region verify
// app/api/voicebip/route.js of a Next.js application (App Router)
import { createVoicebipHandler } from '@plivo-to-vobiz/signatures/voicebip'
import { askModel } from '../../../model.mjs'

export const runtime = 'nodejs' // HMAC and timing-safe comparison come from node:crypto

export const POST = createVoicebipHandler({
  secrets: process.env.VOICEBIP_SIGNING_SECRET,
  reply: askModel,
  onEvent: (event) => console.info('event', event.type),
})
// #endregion
