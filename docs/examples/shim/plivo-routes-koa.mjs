import plivo from 'plivo'

/** Routes as they were before. */
export function voice(ctx) {
  const { method, originalUrl, path, headers, request } = ctx
  const [signature, nonce] = [headers['x-plivo-signature-v3'], headers['x-plivo-signature-v3-nonce']]
  const { PUBLIC_URL, PLIVO_AUTH_TOKEN } = process.env
  const url = PUBLIC_URL + originalUrl
  if (!signature || !plivo.validateV3Signature(method, url, nonce, PLIVO_AUTH_TOKEN, signature, request.body)) {
    ctx.throw(403, 'Invalid signature')
  }
  if (path === '/voice/answer') {
    const response = plivo.Response()
    response.addGetDigits({ action: `${PUBLIC_URL}/voice/menu`, numDigits: 1 }).addSpeak('Press 1 for sales.')
    ctx.type = 'application/xml'
    ctx.body = response.toXML()
  }
  if (path === '/voice/hangup') ctx.body = 'OK'
}
