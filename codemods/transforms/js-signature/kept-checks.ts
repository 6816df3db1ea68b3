import { getRange } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import type { Site } from './analyse.ts'
import { readInlineChecks } from './inline-check.ts'
import { isFinished } from './replace-check.ts'
import { findReplacements } from './replacements.ts'

/** Checks written by hand that stay, each with what stands in the way. */
export function findKeptChecks(file: SourceFile, target: Target): readonly Site[] {
  const kept = readInlineChecks(file).flatMap((one): readonly Site[] => {
    if (!('reason' in one)) return []
    const { code, reason } = one
    const range = getRange(one.digest.node)
    return [{ kind: 'signature-validate', range, rewrite: { task: { code, args: { reason } } } }]
  })
  const replaceable = findReplacements(file)
  if (replaceable.length === 0 || isFinished(file, target)) return kept
  const reason = 'the headers or the token it is given cannot be carried over'
  const stuck = replaceable.map(({ noteRange: range }): Site => {
    return {
      kind: 'signature-validate',
      range,
      rewrite: { task: { code: 'signature-hand-written-kept', args: { reason } } },
    }
  })
  return [...kept, ...stuck]
}
