import { createSignatureTransform } from '../../src/signature-calls/transform.ts'
import { csharp } from './language.ts'

/**
 * Signature checks in C#. Handles
 * 1. calls of `XPlivoSignatureV3.VerifySignature` and `XPlivoSignatureV2.VerifySignature` however the class is reached,
 *    with arguments by place or by name,
 * 2. the reads of the signature and nonce headers that feed them or guard them, in ASP.NET Core, System.Web, HttpListener,
 *    System.Net.Http and Nancy,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. the helper file that is written into the project, and the `using` lines nothing needs any more,
 * 5. for Vobiz alone, the code written before for both.
 * V1, checks written by hand, and calls that were wrong before become tasks.
 */
export const csharpSignature = createSignatureTransform('csharp-signature', csharp)
