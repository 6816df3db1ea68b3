import { GO } from '../../src/grammar/go.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { getField, getRange, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { getGoTree } from './tree.ts'

/** What a file imports, as it is to change. */
export interface ImportChange {
  /** Paths that are needed. */
  readonly add: readonly string[]
  /** Specs that nothing uses any more. */
  readonly remove: readonly Node[]
}

/** The edits by which a file's imports change; those of gofmt's order are kept in it. */
export function changeImports(file: SourceFile, { add, remove }: ImportChange): readonly Edit[] {
  const tree = getGoTree(file)
  const known = new Set(GO.getImports(tree).map(({ path }) => path))
  const missing = add.filter((path) => !known.has(path))
  const specs = tree.getNodes('import_spec')
  const [spec] = remove
  const [path] = missing.filter((one) => one.includes('/'))
  const isSwapped = spec !== undefined && path !== undefined && canSwap(file, specs, spec, path)
  const edits = [
    ...(isSwapped ? [{ ...getRange(spec), text: `"${path}"` }] : []),
    ...remove.filter((one) => !isSwapped || one !== spec).map((one) => removeLine(file, one)),
    ...missing.filter((one) => !isSwapped || one !== path).map((one) => addSpec(file, specs, remove, one)),
  ]
  return mergeInsertions(edits)
}

const getPath = (spec: Node): string => getField(spec, 'path')?.text().slice(1, -1) ?? ''

/** Specs on consecutive lines around one. */
function getGroup(file: SourceFile, specs: readonly Node[], spec: Node): readonly Node[] {
  const index = specs.findIndex((one) => isSame(one, spec))
  const touches = (a: Node, b: Node): boolean =>
    !/\n[ \t\r]*\n|\)/.test(file.text.slice(getRange(a).end, getRange(b).start))
  let [first, last] = [index, index]
  while (first > 0 && touches(specs[first - 1] as Node, specs[first] as Node)) first -= 1
  while (last + 1 < specs.length && touches(specs[last] as Node, specs[last + 1] as Node)) last += 1
  return specs.slice(first, last + 1)
}

/** Whether a path can stand where another spec stands, without upsetting the order of its group. */
function canSwap(file: SourceFile, specs: readonly Node[], spec: Node, path: string): boolean {
  if (!is(spec.parent(), 'import_spec_list')) return true
  const group = getGroup(file, specs, spec)
  const index = group.findIndex((one) => isSame(one, spec))
  const [before, after] = [group[index - 1], group[index + 1]]
  return (before === undefined || getPath(before) < path) && (after === undefined || path < getPath(after))
}

function addSpec(file: SourceFile, specs: readonly Node[], remove: readonly Node[], path: string): Edit {
  const newline = getLineEnding(file.text)
  const lists = specs.filter((one) => is(one.parent(), 'import_spec_list'))
  const isStandard = (one: Node): boolean => !/^[^/]*\./.test(getPath(one))
  const like = lists.filter((one) =>
    path.includes('.') || path.includes('/') ? remove.includes(one) : isStandard(one),
  )
  const host = like[0] ?? (path.includes('/') ? lists.at(-1) : lists[0])
  if (host === undefined) return addDeclaration(file, path)
  const group = getGroup(file, specs, host).filter((one) => isSame(one, host) || !remove.includes(one))
  const next = group.find((one) => getPath(one) > path && !remove.includes(one))
  const anchor = next ?? group.at(-1) ?? host
  const { start, end } = getRange(anchor)
  const line = file.text.lastIndexOf('\n', start - 1) + 1
  const indent = file.text.slice(line, start)
  if (/\S/.test(indent)) return { start: end, end, text: `; "${path}"` }
  if (next !== undefined) return { start: line, end: line, text: `${indent}"${path}"${newline}` }
  const after = getLineEnd(file.text, end)
  return { start: after, end: after, text: `${newline}${indent}"${path}"` }
}

/** An import of its own, after the last one or the name of the package. */
function addDeclaration(file: SourceFile, path: string): Edit {
  const newline = getLineEnding(file.text)
  const statements = getNamed(getGoTree(file).root)
  const last = statements.findLast((one) => is(one, 'import_declaration'))
  const host = last ?? statements.find((one) => is(one, 'package_clause'))
  const at = host === undefined ? 0 : getLineEnd(file.text, getRange(host).end)
  return { start: at, end: at, text: `${newline}${last === undefined ? newline : ''}import "${path}"` }
}

/** End of the line of an offset, before its line ending. */
const getLineEnd = (text: string, offset: number): number =>
  offset + (/^[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0)

/** A spec with its line; with the whole declaration where it is the only one. */
function removeLine({ text }: SourceFile, spec: Node): Edit {
  const list = spec.parent()
  const isOnly = !is(list, 'import_spec_list') || (list !== null && getNamed(list).length === 1)
  const declaration = is(list, 'import_spec_list') ? list?.parent() : list
  const { start, end } = getRange(isOnly && declaration ? declaration : spec)
  const before = /[^\r\n]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const after = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r\n|\n|$)/.exec(text.slice(end))?.[0]
  if (/\S/.test(before) || after === undefined) return { start, end, text: '' }
  return { start: start - before.length, end: end + after.length, text: '' }
}

/** Two insertions at one place are one, as nothing else says which comes first. */
function mergeInsertions(edits: readonly Edit[]): readonly Edit[] {
  const merged = new Map<string, Edit>()
  for (const edit of [...edits].sort((a, b) => (a.text < b.text ? -1 : 1))) {
    const key = `${edit.start}:${edit.end}`
    const other = merged.get(key)
    merged.set(key, other === undefined ? edit : { ...edit, text: other.text + edit.text })
  }
  return [...merged.values()]
}
