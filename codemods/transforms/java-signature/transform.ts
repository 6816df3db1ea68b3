import { createSignatureTransform } from '../../src/signature-calls/transform.ts'
import { java } from './language.ts'

/**
 * Signature checks in Java. Handles
 * 1. calls of `validateSignatureV3` and `validateSignature` however the class is imported or written out,
 * 2. the reads of the signature and nonce headers that feed them or guard them: `getHeader` and maps of headers,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. the helper file that is written beside the caller, in its package, and the imports nothing needs any more,
 * 5. for Vobiz alone, the code written before for both.
 * Checks written by hand, V1, and calls that were wrong before become tasks.
 */
export const javaSignature = createSignatureTransform('java-signature', java)
