import { getField, getRange, is, type Node } from '../grammar/tree.ts'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { getNamedChildren, getPhpTree } from './tree.ts'

/** One name that a file takes from another namespace. */
export interface PhpImport {
  /** Full name of the class, without a leading backslash. */
  readonly path: string
  /** The name it has in the file. */
  readonly local: string
  readonly isAliased: boolean
  readonly clause: Node
  readonly statement: Node
  readonly isGrouped: boolean
}

/** The classes that a file imports by `use`; functions and constants left out. */
export const getImports: (file: SourceFile) => readonly PhpImport[] = oncePerFile((file) =>
  getPhpTree(file)
    .getNodes('namespace_use_clause')
    .flatMap((clause): readonly PhpImport[] => {
      const group = clause.parent()
      const isGrouped = is(group, 'namespace_use_group')
      const statement = isGrouped ? group?.parent() : group
      if (!statement || !is(statement, 'namespace_use_declaration')) return []
      if (clause.children().some((one) => /^(?:function|const)$/.test(one.text()))) return []
      const [name, alias] = getNamedChildren(clause)
      const prefix = isGrouped ? `${getNamedChildren(statement)[0]?.text() ?? ''}\\` : ''
      const path = `${prefix}${name?.text() ?? ''}`.replace(/\s/g, '').replace(/^\\/, '')
      const local = alias?.text() ?? path.split('\\').at(-1) ?? ''
      return [{ path, local, isAliased: alias !== undefined, clause, statement, isGrouped }]
    }),
)

/** The namespace of a file; empty for the global one. */
export const getNamespace: (file: SourceFile) => string = (file) =>
  getField(getPhpTree(file).getNodes('namespace_definition')[0] ?? getPhpTree(file).root, 'name')?.text() ?? ''

/** A place that names a class. */
export interface ClassName {
  readonly node: Node
  readonly path: string
  /** The import it is found by. */
  readonly import?: PhpImport
}

/** What a name stands for as a class. */
export function resolveClass(file: SourceFile, node: Node): ClassName {
  const text = node.text().replace(/\s/g, '')
  if (text.startsWith('\\')) return { node, path: text.slice(1) }
  const [first = '', ...rest] = text.split('\\')
  const found = getImports(file).find(({ local }) => local.toLowerCase() === first.toLowerCase())
  if (found !== undefined) return { node, path: [found.path, ...rest].join('\\'), import: found }
  const namespace = getNamespace(file)
  return { node, path: namespace === '' ? text : `${namespace}\\${text}` }
}

const HOLDERS = [
  'object_creation_expression',
  'scoped_call_expression',
  'class_constant_access_expression',
  'named_type',
]

/** Every place of a file that names a class, `use` left out. */
export const getClassNames: (file: SourceFile) => readonly ClassName[] = oncePerFile((file) => {
  const tree = getPhpTree(file)
  return [...tree.getNodes('name'), ...tree.getNodes('qualified_name')]
    .filter((node) => {
      const parent = node.parent()
      if (parent === null) return false
      if (is(parent, 'binary_expression')) return parent.text().includes('instanceof')
      return is(parent, ...HOLDERS) && getRange(getNamedChildren(parent)[0] ?? parent).start === getRange(node).start
    })
    .map((node) => resolveClass(file, node))
})
