import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { analyse, WORTH } from './analyse.ts'
import { replaceChecks } from './replace-check.ts'

const name = 'js-signature'

/**
 * Signature checks in JavaScript and TypeScript. Handles
 * 1. calls of `validateV3Signature` and `validateSignature` however the SDK is imported, aliased or wrapped,
 * 2. the reads of the signature and nonce headers that feed them or guard them, in every access form,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. for Vobiz alone, the code written before for both.
 * Checks written by hand, helpers that leave the file, and calls that were wrong before become tasks.
 */
export const jsSignature: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: WORTH,
  first: replaceChecks,
  find: (file) =>
    analyse(file, { target: 'vobiz' }).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite(touchpoint, file, { target, isStandalone = false }) {
    const site = analyse(file, { target, isStandalone }).find(
      ({ kind, range }) =>
        kind === touchpoint.kind && range.start === touchpoint.range.start && range.end === touchpoint.range.end,
    )
    return site?.rewrite ?? { edits: [], notes: [] }
  },
}
