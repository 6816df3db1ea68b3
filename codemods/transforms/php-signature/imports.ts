import { getRange, isSame, type Node } from '../../src/grammar/tree.ts'
import { getClassNames, getImports, getNamespace, type PhpImport, resolveClass } from '../../src/php/classes.ts'
import { getPhpTree } from '../../src/php/tree.ts'
import type { HelperCall, Placement } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { addToHead, createHelperFile, getFullName, getRequire, placeHelper } from './placement.ts'
import { HELPER } from './uses.ts'

/**
 * Leads calls to the helper's class. What an alias names changes in its `use`; other places name our class. A `use` that
 * nothing needs any more gives its place to ours.
 */
export function redirect(
  file: SourceFile,
  calls: readonly HelperCall[],
  target: Target,
): ReadonlyMap<HelperCall, Placement> {
  const helper = createHelperFile(file, target)
  const refs = calls.flatMap((use) => use.refs)
  const freed = getImports(file).filter((one) => isFreed(file, one, refs))
  const head = planHead(file, refs, freed)
  const notes = freed.map(({ clause }) => ({ code: 'signature-helper-imported', range: getRange(clause) }))
  return new Map(
    calls.map((use) => {
      const own = use.refs.flatMap((ref) => retarget(file, ref, freed))
      return [
        use,
        { file: helper, edits: [...own, ...(own.length === 0 && isRedirected(file, use) ? [] : head)], notes },
      ]
    }),
  )
}

/** Code of an earlier run names our class already. */
const isRedirected = (file: SourceFile, { refs }: HelperCall): boolean =>
  refs.every((ref) => resolveClass(file, ref).path.split('\\').at(-1) === HELPER)

/** Whether every place that finds its class by an import is redirected, and no comment names the class. */
function isFreed(file: SourceFile, one: PhpImport, refs: readonly Node[]): boolean {
  const uses = getClassNames(file).filter((name) => name.import !== undefined && isSame(name.import.clause, one.clause))
  const isNamed = getPhpTree(file)
    .getNodes('comment')
    .some((comment) => new RegExp(`(?<![\\w\\\\])${one.local}\\b`).test(comment.text()) && /@\w+/.test(comment.text()))
  return (
    uses.length > 0 && uses.every(({ node }) => refs.some((ref) => isSame(ref, node))) && !(isNamed && !one.isAliased)
  )
}

function retarget(file: SourceFile, ref: Node, freed: readonly PhpImport[]): readonly Edit[] {
  const { import: found, path } = resolveClass(file, ref)
  if (path.split('\\').at(-1) === HELPER) return []
  const isAlias = found?.isAliased === true && freed.includes(found)
  if (isAlias) return []
  const text = found === undefined ? getFullName(file) : HELPER
  return [{ ...getRange(ref), text }]
}

/** What brings our class in, in the place of the imports that are freed. */
function planHead(file: SourceFile, refs: readonly Node[], freed: readonly PhpImport[]): readonly Edit[] {
  const { namespace } = placeHelper(file)
  const full = namespace === '' ? HELPER : `${namespace}\\${HELPER}`
  const isImported = getImports(file).some(({ path }) => path === full)
  const aliases = freed.filter((one) => one.isAliased && !one.isGrouped)
  const renamed = aliases.map(({ clause, local }): Edit => ({ ...getRange(clause), text: `${full} as ${local}` }))
  const byName = refs.some((ref) => {
    const found = resolveClass(file, ref).import
    return found !== undefined && !aliases.includes(found)
  })
  const needsUse = byName && !isImported && getNamespace(file) !== namespace
  const added = [getRequire(file), needsUse ? `use ${full};` : undefined].filter((one) => one !== undefined)
  const gone = freed.filter((one) => !one.isAliased && !one.isGrouped).map(({ statement }) => statement)
  const groups = freed.filter((one) => one.isGrouped).flatMap((one) => removeFromGroup(file, one, freed))
  const [first, ...rest] = gone
  const own = added.at(-1)
  if (first === undefined || own === undefined)
    return [...renamed, ...groups, ...gone.map((one) => removeLine(file, one)), ...addToHead(file, added, gone)]
  return [
    ...renamed,
    ...groups,
    ...addToHead(file, added.slice(0, -1), gone),
    { ...getRange(first), text: own },
    ...rest.map((one) => removeLine(file, one)),
  ]
}

/** A statement with its line, where it has the line for itself. */
function removeLine({ text }: SourceFile, statement: Node): Edit {
  const { start, end } = getRange(statement)
  const before = /[^\r\n]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const after = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(end))?.[0]
  if (/\S/.test(before) || after === undefined) return { start, end, text: '' }
  return { start: start - before.length, end: end + after.length, text: '' }
}

/** One of several names between braces, with its comma; the whole statement when none is left. */
function removeFromGroup(file: SourceFile, one: PhpImport, freed: readonly PhpImport[]): readonly Edit[] {
  const siblings = getImports(file).filter(({ statement }) => isSame(statement, one.statement))
  const kept = siblings.filter((sibling) => !freed.includes(sibling))
  if (kept.length === 0) return siblings[0] === one ? [removeLine(file, one.statement)] : []
  const { start, end } = getRange(one.clause)
  const after = /^\s*,[ \t]*/.exec(file.text.slice(end))?.[0]
  if (after !== undefined) return [{ start, end: end + after.length, text: '' }]
  const before = /,\s*$/.exec(file.text.slice(0, start))?.[0] ?? ''
  return [{ start: start - before.length, end, text: '' }]
}
