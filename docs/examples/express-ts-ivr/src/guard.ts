import type { RequestHandler } from 'express'
import { settings } from './settings.js'
import { isSigned } from './signature.js'

/** Lets only the provider's own requests through. */
export const guard: RequestHandler = (req, res, next) => {
  const signature = req.get('X-Plivo-Signature-V3')
  const nonce = req.get('X-Plivo-Signature-V3-Nonce')
  if (!signature || !nonce || !isSigned(settings.publicUrl + req.originalUrl, req.body, nonce, signature)) {
    res.sendStatus(403)
    return
  }
  next()
}
