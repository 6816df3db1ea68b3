/** Sign and verify the webhooks of six platforms. */
export type { Cause } from './explain/causes.ts'
export { type Explanation, explain, type Trial } from './explain/explain.ts'
export { detectProvider } from './header-reader.ts'
export { decryptEnablex, type EncryptOptions, encryptEnablex } from './providers/enablex.ts'
export type {
  HeaderFields,
  Provider,
  Reason,
  Refused,
  SignOptions,
  Verification,
  Verified,
  VerifyOptions,
  WebhookRequest,
} from './verification.ts'
export { sign, verify } from './verify.ts'
export { WebhookError, type WebhookErrorCode } from './webhook/webhook-error.ts'
