import { findAround, getRange, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Range, Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'
import { readHandWritten } from './hand-written.ts'
import { HELPER_MODULE } from './helper-file.ts'
import { findFinished } from './replace-check.ts'
import { findReplacements, isUncalled, MODULE } from './replacements.ts'
import type { Site } from './site.ts'

/** Checks written by hand that stay, each with what stands in the way. */
export function findKeptChecks(file: SourceFile, target: Target): readonly Site[] {
  if (file.text.includes(VERIFIER_MARKER)) return []
  const kept = readHandWritten(file).flatMap((one): readonly Site[] => {
    if (!('reason' in one)) return []
    return [
      one.isComputing && isLeftOver(file, one.hmac)
        ? toNote(getRange(one.hmac))
        : toKept(getRange(one.hmac), one.code, one.reason),
    ]
  })
  const replaceable = findReplacements(file)
  if (replaceable.length === 0) return kept
  const finished = findFinished(file, target)
  const reason = 'the headers or the token it is given cannot be carried over'
  const stuck = replaceable
    .filter((one) => !finished.includes(one))
    .map(({ check }) => toKept(getRange(check.comparison.node), 'signature-hand-written-kept', reason))
  return [...kept, ...stuck]
}

const toKept = (range: Range, code: string, reason: string): Site => ({
  kind: 'signature-validate',
  range,
  rewrite: { task: { code, args: { reason } } },
})

const toNote = (range: Range): Site => ({
  kind: 'signature-validate',
  range,
  rewrite: { edits: [], notes: [{ code: 'signature-hand-written-unused' }] },
})

/** Code that only a check used which is a call of the helper now. */
function isLeftOver(file: SourceFile, hmac: PyNode): boolean {
  const fn = findAround(hmac, 'function_definition')
  if (fn === undefined || !(file.text.includes(MODULE) || file.text.includes(HELPER_MODULE))) return false
  return isUncalled(file, fn)
}
