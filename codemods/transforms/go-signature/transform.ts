import { createSignatureTransform } from '../../src/signature-calls/transform.ts'
import type { Transform } from '../../src/transform.ts'
import { go } from './language.ts'

/**
 * Signature checks in Go. Handles
 * 1. calls of `plivo.ValidateSignatureV3` and `plivo.ValidateSignatureV2`, whatever the version and alias of the module,
 * 2. the reads of the signature and nonce headers that feed them or guard them, of net/http and of frameworks,
 * 3. the token, which becomes one per provider, or Vobiz's alone,
 * 4. the import, which leads to a package of the module that is written into the code base,
 * 5. for Vobiz alone, the code written before for both.
 */
export const goSignature: Transform = createSignatureTransform('go-signature', go)
