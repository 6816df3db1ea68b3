import { getRange } from '../../src/python/tree.ts'
import { rewriteText } from '../../src/rewrite.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { analyse } from './analyse.ts'
import { HASHES } from './hand-written.ts'
import { findParts, findReplacements, getImportEdits, MODULE, type Replacement } from './replacements.ts'

const name = 'python-signature'

/**
 * The first step: a check of the application's own becomes a call of the SDK's helper, which the second step then moves
 * to the helper file like any other, with its tokens and the headers its callers read.
 */
export const replaceChecks: Transform = {
  name,
  languages: ['python'],
  needs: HASHES,
  stage: -1,
  find: (file) =>
    findReplacements(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'signature-validate', range })),
  rewrite({ range }, file, { target }) {
    const finished = findFinished(file, target)
    const own = finished.find((one) => one.range.start === range.start && one.range.end === range.end)
    if (own === undefined) return { edits: [], notes: [] }
    return {
      edits: [...own.edits, ...getImportEdits(file, finished)],
      notes: [
        { code: 'signature-hand-written-replaced', range: own.range },
        ...findParts(file, finished).map((part) => ({ code: 'signature-hand-written-unused', range: getRange(part) })),
      ],
    }
  },
}

/** The checks that the second step carries to the end: no call of the SDK's helper may be left. */
export function findFinished(file: SourceFile, target: Target): readonly Replacement[] {
  const all = findReplacements(file)
  if (all.length === 0 || isFinished(file, all, target)) return all
  const each = all.filter((one) => isFinished(file, [one], target))
  return isFinished(file, each, target) ? each : []
}

function isFinished(file: SourceFile, all: readonly Replacement[], target: Target): boolean {
  const text = rewriteText(file.text, [...all.flatMap(({ edits }) => edits), ...getImportEdits(file, all)])
  const edited = { ...file, text }
  const sites = analyse(edited, target).filter(({ kind, range }) => {
    return kind === 'signature-validate' && text.slice(range.start, range.end).startsWith(`${MODULE}.`)
  })
  const done = sites.filter(({ rewrite }) => 'edits' in rewrite && (rewrite.files ?? []).length > 0)
  return done.length === all.length && sites.length === all.length
}
