import { PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { getLineEnding } from '../../src/positions.ts'
import type { PythonImport } from '../../src/python/evaluate.ts'
import { getScopes } from '../../src/python/scopes.ts'
import { getField, getPythonTree, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'

const { plivo, vobiz } = PYTHON_SDK
const CLIENT = plivo.client.split('.').at(-1) ?? ''
const names: ReadonlyMap<string, string> = new Map(PYTHON_SDK.exceptions)

/** The edits by which a file takes client and exceptions from the other package, or why it cannot. */
export type ImportMove = { readonly edits: readonly Edit[] } | { readonly problem: string }

/**
 * Moves an import and everything that is taken of it. `import plivo` becomes `import vobiz` when all of its uses move;
 * while others are left both are imported.
 */
export function moveImport(file: SourceFile, { binding, statement, item }: PythonImport): ImportMove {
  const scopes = getScopes(file)
  if (isNamedInStrings(file, plivo.package)) return { problem: 'the SDK is named in a string here' }
  if (statement.fieldChildren('name').length > 1) return { problem: 'the import also brings in something else' }
  const uses = scopes.getReferences(binding)
  const ending = getLineEnding(file.text)
  if (is(statement, 'import_statement')) {
    if (is(item, 'aliased_import') || item.text() !== plivo.package)
      return { problem: 'the SDK is imported under another name' }
    if (isTaken(file, statement)) return { problem: `the name ${vobiz.module} means something else here` }
    const moved = uses.map(moveUse)
    const rest = moved.some((one) => one === undefined)
    const text = rest
      ? `${statement.text()}${ending}${getIndent(file, statement)}import ${vobiz.module}`
      : `import ${vobiz.module}`
    return { edits: [{ ...getRange(statement), text }, ...moved.flatMap((one) => one ?? [])] }
  }
  const name = (getField(item, 'name') ?? item).text()
  const from = getField(statement, 'module_name')?.text() ?? ''
  if (from === plivo.package && name === CLIENT)
    return { edits: [{ ...getRange(getField(statement, 'module_name') ?? statement), text: vobiz.module }] }
  return { problem: 'the client is imported in another way' }
}

/** `plivo.RestClient`, `plivo.exceptions.ValidationError`: what is taken of the other package instead. */
function moveUse(use: PyNode): readonly Edit[] | undefined {
  const member = use.parent()
  const name = member !== null && is(member, 'attribute') ? getField(member, 'attribute') : undefined
  if (member === null || name === undefined) return undefined
  const module: Edit = { ...getRange(use), text: vobiz.module }
  if (name.text() === CLIENT) return [module]
  if (name.text() !== 'exceptions') return undefined
  const outer = member.parent()
  const exception =
    outer !== null && is(outer, 'attribute') && isSame(getField(outer, 'object'), member)
      ? getField(outer, 'attribute')
      : undefined
  if (exception === undefined) return undefined
  const other = names.get(exception.text())
  return [module, ...(other === undefined ? [] : [{ ...getRange(exception), text: other }])]
}

/** `from plivo.exceptions import A, B`: the whole statement, and the names that differ. */
export function moveExceptions(file: SourceFile): readonly Edit[] {
  return getPythonTree(file)
    .getNodes('import_from_statement')
    .filter((statement) => getField(statement, 'module_name')?.text() === plivo.exceptions)
    .flatMap((statement) => {
      const items = statement.fieldChildren('name')
      if (items.length === 0) return []
      const module = getField(statement, 'module_name')
      return [
        ...(module === undefined ? [] : [{ ...getRange(module), text: vobiz.exceptions }]),
        ...items.flatMap((item) => renameItem(file, statement, item)),
      ]
    })
}

function renameItem(file: SourceFile, statement: PyNode, item: PyNode): readonly Edit[] {
  const name = getField(item, 'name') ?? item
  const other = names.get(name.text())
  if (other === undefined) return []
  const binding = is(item, 'aliased_import') ? undefined : getScopes(file).lookup(name.text(), statement)
  const uses = binding === undefined ? [] : getScopes(file).getReferences(binding)
  return [name, ...uses].map((node) => ({ ...getRange(node), text: other }))
}

function isTaken(file: SourceFile, place: PyNode): boolean {
  const known = getScopes(file).lookup(vobiz.module, place)
  return known?.origins.some(({ kind }) => kind !== 'import') === true
}

const isNamedInStrings = (file: SourceFile, name: string): boolean =>
  getPythonTree(file)
    .getNodes('string')
    .some(
      (node) =>
        new RegExp(`^\\w*['"]${name}(?:\\.[\\w.]+)?['"]$`).test(node.text()) &&
        /patch|modules|import/.test(node.parent()?.parent()?.text() ?? ''),
    )

const getIndent = ({ text }: SourceFile, node: PyNode): string =>
  /[^\S\r\n]*$/.exec(text.slice(0, getRange(node).start))?.[0] ?? ''
