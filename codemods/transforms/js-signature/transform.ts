import type { SourceFile } from '../../src/source-file.ts'
import type { Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { analyse, NEEDS, type Site } from './analyse.ts'
import { findKeptChecks } from './kept-checks.ts'
import { replaceChecks } from './replace-check.ts'

const name = 'js-signature'

/** Everything found, for a target. */
const findAll = (
  file: SourceFile,
  aim: { readonly target: Target; readonly isStandalone?: boolean },
): readonly Site[] => [...analyse(file, aim), ...findKeptChecks(file, aim.target)]

/**
 * Signature checks in JavaScript and TypeScript. Handles
 * 1. calls of `validateV3Signature` and `validateSignature` however the SDK is imported, aliased or wrapped,
 * 2. the reads of the signature and nonce headers that feed them or guard them, in every access form,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. for Vobiz alone, the code written before for both,
 * 5. checks written by hand with `createHmac`, Web Crypto or a helper, replaced where all of it is understood.
 * Other checks written by hand, checks that let everything pass, helpers that leave the file, and calls that were wrong before become tasks.
 */
export const jsSignature: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: NEEDS,
  first: replaceChecks,
  find: (file) =>
    findAll(file, { target: 'vobiz' }).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite(touchpoint, file, { target, isStandalone = false }) {
    const site = findAll(file, { target, isStandalone }).find(
      ({ kind, range }) =>
        kind === touchpoint.kind && range.start === touchpoint.range.start && range.end === touchpoint.range.end,
    )
    return site?.rewrite ?? { edits: [], notes: [] }
  },
}
