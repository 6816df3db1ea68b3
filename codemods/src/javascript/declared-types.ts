import type { Node } from '@babel/types'
import type { Binding } from './scopes.ts'
import { getKeyName, type Tree } from './tree.ts'

/** A class of a module that a comment declares something to be. */
export interface DocumentedType {
  readonly module: string
  readonly name: string
}

const IMPORTING = /\bimport\(/
const IMPORTED = /^\s*[!?]?import\(\s*['"]([^'"]+)['"]\s*\)\.(\w+)\s*$/

/** What JSDoc says of a parameter or a variable: `@param {import('plivo').Client} client`, `@type {…}`, `@typedef {…} Name`. */
export function findDocumentedType(tree: Tree, { name, origin, path }: Binding): DocumentedType | undefined {
  if (path.length > 0 || (origin.kind !== 'parameter' && origin.kind !== 'variable')) return undefined
  if (!IMPORTING.test(tree.text)) return undefined
  const pattern =
    origin.kind === 'parameter'
      ? new RegExp(`@param\\s*\\{([^}]*)\\}\\s*\\[?${name.replaceAll('$', '\\$')}(?![\\w$])`)
      : /@type\s*\{([^}]*)\}/
  const node = origin.kind === 'parameter' ? origin.function : origin.declaration
  const [, written] = pattern.exec(getComment(tree, node)) ?? []
  return written === undefined ? undefined : readType(tree, written)
}

/** The comments before the statement that a function or a declaration stands in. */
function getComment(tree: Tree, start: Node): string {
  for (let node: Node | undefined = start; node !== undefined; node = tree.getParent(node)) {
    if (node.leadingComments?.length) return node.leadingComments.map(({ value }) => value).join('\n')
    if (/^(?:BlockStatement|Program|ClassBody)$/.test(node.type)) return ''
  }
  return ''
}

function readType(tree: Tree, written: string): DocumentedType | undefined {
  const [, module, name] = IMPORTED.exec(written) ?? []
  if (module !== undefined && name !== undefined) return { module, name }
  if (!/^\s*\w+\s*$/.test(written)) return undefined
  const [, aliased] = new RegExp(`@typedef\\s*\\{([^}]*)\\}\\s*${written.trim()}\\b`).exec(tree.text) ?? []
  const [, from, as] = IMPORTED.exec(aliased ?? '') ?? []
  return from !== undefined && as !== undefined ? { module: from, name: as } : undefined
}

/** The declared type of a member of a type that is written in place or declared in the file. */
export function findTypeMember(tree: Tree, type: Node, key: string): Node | undefined {
  const members = getMembers(tree, type)
  for (const member of members)
    if (member.type === 'TSPropertySignature' && getKeyName(member.key, member.computed === true) === key)
      return member.typeAnnotation ?? undefined
  return undefined
}

function getMembers(tree: Tree, type: Node): readonly Node[] {
  if (type.type === 'TSTypeLiteral') return type.members
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return []
  const { name } = type.typeName
  const declared = tree.getNodes('TSInterfaceDeclaration').find(({ id }) => id.name === name)
  if (declared !== undefined) return declared.body.body
  const alias = tree.getNodes('TSTypeAliasDeclaration').find(({ id }) => id.name === name)
  return alias?.typeAnnotation.type === 'TSTypeLiteral' ? alias.typeAnnotation.members : []
}
