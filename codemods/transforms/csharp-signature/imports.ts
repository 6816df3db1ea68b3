import { SDK_UTILITY_TYPES } from '@plivo-to-vobiz/mappings'
import { getImports, isFreed, removeLines } from '../../src/classes/edits.ts'
import type { Import } from '../../src/grammar/facts.ts'
import { getField, getRange, type Node } from '../../src/grammar/tree.ts'
import type { HelperCall, Placement } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Note, Range, Target } from '../../src/touchpoint.ts'
import { createHelperFile, findProject, HELPER } from './placement.ts'
import { getMethod } from './sdk.ts'

const UTILITIES = SDK_UTILITY_TYPES.filter(({ language }) => language === 'dotnet')

/** Names through which a file uses an import of the SDK's utilities. */
function getNames({ path, local }: Import): readonly string[] | undefined {
  const isOfSdk = UTILITIES.some(({ namespace }) => path === namespace || path.startsWith(`${namespace}.`))
  if (local !== undefined) return isOfSdk ? [local] : undefined
  const whole = UTILITIES.find(({ namespace }) => namespace === path)
  return whole?.names ?? (isOfSdk ? UTILITIES.flatMap(({ members }) => [...members]) : undefined)
}

/** The imports that only text which goes away made use of. */
function findFreed(file: SourceFile, gone: readonly Range[]): readonly Import[] {
  return getImports(file).filter((one) => {
    const names = getNames(one)
    return names !== undefined && !/^global\s/.test(one.node.text()) && isFreed(file, names, gone)
  })
}

/** The edits by which calls lead to the helper, and away from what they used before. */
export function redirect(
  file: SourceFile,
  calls: readonly HelperCall[],
  target: Target,
): ReadonlyMap<HelperCall, Placement> {
  const helper = createHelperFile(file, target)
  const callees = calls.map(({ call }) => getRange(getField(call, 'function') ?? call))
  const freed = findFreed(file, callees)
  const edits = freed.map(({ node }) => removeLines(file, getRange(node)))
  const notes = [
    ...freed.map(({ node }) => ({ code: 'signature-helper-imported', range: getRange(node) })),
    ...toInclude(file),
  ]
  return new Map(
    calls.map((use, index): [HelperCall, Placement] => {
      const range = callees[index] ?? getRange(use.call)
      const text = `${HELPER}.${getMethod(use.helper)}`
      const isOurs = file.text.slice(range.start, range.end) === text
      return [use, { file: helper, edits: isOurs ? [] : [{ ...range, text }, ...edits], notes: isOurs ? [] : notes }]
    }),
  )
}

/** A project in the old format lists every file it compiles. */
export function toInclude(file: SourceFile, at?: Node): readonly Note[] {
  const { path } = findProject(file)
  if (path === undefined || file.project?.holds(path, LISTS_FILES) !== true) return []
  return [{ code: 'signature-helper-not-compiled', args: { project: path }, ...(at && { range: getRange(at) }) }]
}

const LISTS_FILES: ReadonlySet<string> = new Set(['<Compile Include='])
