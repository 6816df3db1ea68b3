import plivo from 'plivo'

/** Reads the form of a callback; without the provider's signature there is none. */
export async function readSigned(request) {
  const { pathname, search } = new URL(request.url)
  const params = Object.fromEntries(new URLSearchParams(await request.text()))
  const signature = request.headers.get('x-plivo-signature-v3') ?? ''
  const nonce = request.headers.get('x-plivo-signature-v3-nonce') ?? ''
  const url = process.env.PUBLIC_URL + pathname + search
  if (signature === '' || nonce === '') return undefined
  const isValid = plivo.validateV3Signature(request.method, url, nonce, process.env.PLIVO_AUTH_TOKEN, signature, params)
  return isValid ? params : undefined
}
