import { createSignatureTransform } from '../../src/signature-calls/transform.ts'
import { php } from './language.ts'

/**
 * Signature checks in PHP. Handles
 * 1. calls of `validateV3Signature` and `validateSignature` however the classes are imported, made or injected,
 * 2. the reads of the signature and nonce headers that feed them or guard them, in every access form,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. the helper file that is written into the code base, and the `use` or `require_once` of it,
 * 5. checks written by hand that do nothing else and are understood as a whole,
 * 6. for Vobiz alone, the code written before for both.
 * Other checks written by hand, V1, and calls that were wrong before become tasks.
 */
export const phpSignature = createSignatureTransform('php-signature', php)
