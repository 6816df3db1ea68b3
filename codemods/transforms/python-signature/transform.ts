import type { SourceFile } from '../../src/source-file.ts'
import type { Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { analyse, WORTH } from './analyse.ts'
import { findKeptChecks } from './kept-checks.ts'
import { replaceChecks } from './replace-check.ts'
import type { Site } from './site.ts'

const name = 'python-signature'

/** Everything found, for a target. */
const findAll = (file: SourceFile, target: Target): readonly Site[] => [
  ...analyse(file, target),
  ...findKeptChecks(file, target),
]

/**
 * Signature checks in Python. Handles
 * 1. calls of `validate_v3_signature` and `validate_signature` however the SDK is imported or aliased,
 * 2. the reads of the signature and nonce headers that feed them or guard them, in every access form,
 * 3. the token argument, which becomes one token per provider, or Vobiz's alone,
 * 4. the import, which leads to a helper file that is written into the code base,
 * 5. for Vobiz alone, the code written before for both,
 * 6. checks written by hand with `hmac`, replaced where all of it is understood.
 * Other checks written by hand, helpers that leave the file, and calls that were wrong before become tasks.
 */
export const pythonSignature: Transform = {
  name,
  languages: ['python'],
  needs: WORTH,
  first: replaceChecks,
  find: (file) => findAll(file, 'vobiz').map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite(touchpoint, file, { target }) {
    const site = findAll(file, target).find(
      ({ kind, range }) =>
        kind === touchpoint.kind && range.start === touchpoint.range.start && range.end === touchpoint.range.end,
    )
    return site?.rewrite ?? { edits: [], notes: [] }
  },
}
