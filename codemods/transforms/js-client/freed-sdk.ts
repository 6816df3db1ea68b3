import type { Node } from '@babel/types'
import { removeFromList, removeLine, removeSpecifiers } from '../../src/javascript/imports.ts'
import { getLoaded } from '../../src/javascript/loads.ts'
import { CLIENT } from '../../src/javascript/rest-client.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { findSdkRole } from '../../src/javascript/sdk-modules.ts'
import { getStringValue, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { isGone, type SplitCall } from './split-call.ts'

/** A name of the SDK that nothing uses any more. */
interface Freed {
  readonly binding: Binding
  readonly node: Node
}

type Candidate = { readonly node: Node; readonly binding: Binding | undefined }

function findFreed(tree: Tree, split: readonly SplitCall[]): readonly Freed[] {
  const scopes = getScopes(tree)
  const names = tree
    .getNodes('ImportDeclaration')
    .flatMap((statement): readonly Candidate[] =>
      findSdkRole(statement.source.value) === undefined
        ? []
        : statement.specifiers.map((node) => ({ node, binding: scopes.lookup(node.local.name, node.local) })),
    )
  const required = tree.getNodes('VariableDeclarator').flatMap((declarator): readonly Candidate[] => {
    const module = declarator.init && getLoaded(declarator.init)
    if (typeof module !== 'string' || findSdkRole(module) === undefined) return []
    if (declarator.id.type === 'Identifier') {
      return [{ node: declarator, binding: scopes.lookup(declarator.id.name, declarator.id) }]
    }
    if (declarator.id.type !== 'ObjectPattern') return []
    return declarator.id.properties.flatMap((node): readonly Candidate[] => {
      if (node.type !== 'ObjectProperty' || node.value.type !== 'Identifier') return []
      return [{ node, binding: scopes.lookup(node.value.name, node.value) }]
    })
  })
  const equals = tree.getNodes('TSImportEqualsDeclaration').flatMap((node): readonly Candidate[] => {
    const { moduleReference } = node
    const module =
      moduleReference.type === 'TSExternalModuleReference' ? getStringValue(moduleReference.expression) : undefined
    return module === undefined || findSdkRole(module) === undefined
      ? []
      : [{ node, binding: scopes.lookup(node.id.name, node.id) }]
  })
  return [...names, ...required, ...equals].flatMap(({ node, binding }): readonly Freed[] => {
    if (binding === undefined) return []
    const uses = scopes.getReferences(binding)
    return uses.length > 0 && uses.every((use) => isGone(split, use)) ? [{ node, binding }] : []
  })
}

/** Whether `Client` means nothing else once the SDK's import is gone. */
export function isFreed(tree: Tree, split: readonly SplitCall[]): boolean {
  const declared = findFreed(tree, split).filter(({ binding }) => binding.name === CLIENT)
  const scopes = getScopes(tree)
  if (!scopes.isDeclared(CLIENT)) return true
  return declared.length > 0 && declared.length === scopes.countDeclared(CLIENT)
}

/** Takes away what of the SDK's imports nothing uses any more. */
export function removeSdk(tree: Tree, split: readonly SplitCall[]): readonly Edit[] {
  const freed = new Set<Node>(findFreed(tree, split).map(({ node }) => node))
  const edits: Edit[] = []
  for (const statement of tree.getNodes('ImportDeclaration')) {
    const { specifiers } = statement
    const kept = specifiers.filter((one) => !freed.has(one))
    if (kept.length === specifiers.length) continue
    if (kept.length === 0) edits.push(removeLine(tree, statement))
    else edits.push(...removeSpecifiers(tree, statement, kept))
  }
  for (const statement of tree.getNodes('TSImportEqualsDeclaration'))
    if (freed.has(statement)) edits.push(removeLine(tree, statement))
  for (const declaration of tree.getNodes('VariableDeclaration')) {
    const kept = declaration.declarations.filter((one) => !isDeclaratorFreed(one, freed))
    if (kept.length === 0) edits.push(removeLine(tree, declaration))
    else if (kept.length < declaration.declarations.length)
      edits.push(...removeFromList(declaration.declarations, kept))
    for (const { id } of kept) {
      if (id.type !== 'ObjectPattern') continue
      const left = id.properties.filter((one) => !freed.has(one))
      if (left.length < id.properties.length) edits.push(...removeFromList(id.properties, left))
    }
  }
  return edits
}

function isDeclaratorFreed(declarator: NodeOf<'VariableDeclarator'>, freed: ReadonlySet<Node>): boolean {
  if (freed.has(declarator)) return true
  const { id } = declarator
  return id.type === 'ObjectPattern' && id.properties.length > 0 && id.properties.every((one) => freed.has(one))
}
