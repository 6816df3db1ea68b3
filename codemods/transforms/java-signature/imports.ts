import { SDK_UTILITY_TYPES } from '@plivo-to-vobiz/mappings'
import { getImports, isFreed, removeLines } from '../../src/classes/edits.ts'
import { getRange } from '../../src/grammar/tree.ts'
import type { HelperCall, Placement } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range, Target } from '../../src/touchpoint.ts'
import { createHelperFile, HELPER } from './placement.ts'
import { getCallee } from './sdk.ts'

const UTILITIES = SDK_UTILITY_TYPES.filter(({ language }) => language === 'java')

/** Removes the imports that only text which goes away made use of. */
export function removeImports(file: SourceFile, gone: readonly Range[]): readonly Edit[] {
  return getImports(file)
    .filter((one) => {
      if (!one.isWildcard) return one.local !== undefined && isFreed(file, [one.local], gone)
      const types = UTILITIES.find(({ namespace }) => namespace === one.path)?.names
      const names =
        types ?? (UTILITIES.some(({ namespace }) => one.path.startsWith(`${namespace}.`)) ? STATICS : undefined)
      return names !== undefined && isFreed(file, names, gone)
    })
    .map(({ node }) => removeLines(file, getRange(node)))
}

/** Members of the class that holds the helpers, for a static import of all of them. */
const STATICS = UTILITIES.flatMap(({ members }) => members)

/** The edits by which calls lead to the helper, and away from what they used before. */
export function redirect(
  file: SourceFile,
  calls: readonly HelperCall[],
  target: Target,
): ReadonlyMap<HelperCall, Placement> {
  const helper = createHelperFile(file, target)
  const callees = calls.map(({ call }) => getCallee(call))
  const imports = removeImports(file, callees)
  const removed = getImports(file).filter(({ node }) =>
    imports.some(({ start, end }) => start <= getRange(node).start && getRange(node).end <= end),
  )
  const notes = removed.map(({ node }) => ({ code: 'signature-helper-imported', range: getRange(node) }))
  return new Map(
    calls.map((use, index): [HelperCall, Placement] => {
      const range = callees[index] ?? getRange(use.call)
      const text = `${HELPER}.${use.helper.name}`
      const isOurs = file.text.slice(range.start, range.end) === text
      return [use, { file: helper, edits: isOurs ? [] : [{ ...range, text }, ...imports], notes: isOurs ? [] : notes }]
    }),
  )
}
