import type { CanActivate, ExecutionContext } from '@nestjs/common'
import plivo from 'plivo'

/** Everything below /voice is signed. */
export class SignatureGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, originalUrl, headers, body } = context.switchToHttp().getRequest()
    const signature = headers['x-plivo-signature-v3'] ?? ''
    const nonce = headers['x-plivo-signature-v3-nonce'] ?? ''
    const token = process.env.PLIVO_AUTH_TOKEN ?? ''
    const url = process.env.PUBLIC_URL + originalUrl
    if (signature === '') return false
    return plivo.validateV3Signature(method, url, nonce, token, signature, { ...body }) === true
  }
}
