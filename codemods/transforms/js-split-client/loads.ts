import type { Node } from '@babel/types'
import { insertAfter, quoteLike } from '../../src/javascript/imports.ts'
import { REST_CLIENT } from '../../src/javascript/rest-client.ts'
import type { Binding } from '../../src/javascript/scopes.ts'
import { isRegistryModule } from '../../src/javascript/sdk-modules.ts'
import type { Origin } from '../../src/javascript/sdk-values.ts'
import { findAround, type Tree } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The statement that loads the SDK, and how it does so. */
export interface LoadPlace {
  readonly statement: Node
  readonly literal: Node
  readonly form: 'import' | 'import-type' | 'require' | 'dynamic'
}

/** Where the SDK that a member is taken of is loaded; `undefined` where no statement can stand beside it. */
export function findLoad(tree: Tree, origin: Origin): LoadPlace | undefined {
  if (isRegistryModule(origin.module)) return undefined
  const { literal } = origin
  if (origin.kind === 'specifier') {
    const form = origin.declaration.importKind === 'type' ? 'import-type' : 'import'
    return { statement: origin.declaration, literal, form }
  }
  const { loader, binding } = origin.ref
  if (loader === 'then' || (binding === undefined && origin.kind === 'member')) return undefined
  if (binding !== undefined && !loads(tree, binding)) return undefined
  const statement = findAround(tree, literal, ['ImportDeclaration', 'VariableDeclaration', 'TSImportEqualsDeclaration'])
  if (statement === undefined) return undefined
  if (statement.type === 'ImportDeclaration')
    return { statement, literal, form: statement.importKind === 'type' ? 'import-type' : 'import' }
  if (statement.type === 'TSImportEqualsDeclaration') return { statement, literal, form: 'import' }
  const holder = tree.getParent(statement)
  const isBlock = holder?.type === 'Program' || holder?.type === 'BlockStatement'
  return isBlock && statement.declarations.length === 1
    ? { statement, literal, form: loader === 'dynamic' ? 'dynamic' : 'require' }
    : undefined
}

/** Whether a name gets the module where it is declared, not by a later assignment. */
function loads(tree: Tree, { origin }: Binding): boolean {
  if (origin.kind === 'import' || origin.kind === 'import-equals') return true
  if (origin.kind !== 'variable' || !origin.declarator.init) return false
  const { start, end } = origin.declarator
  return /\b(?:require|import)\s*\(/.test(tree.text.slice(start ?? 0, end ?? 0))
}

/** A statement that loads names of our package, after the one that loads the SDK and in its form. */
export function importBeside(tree: Tree, { statement, literal, form }: LoadPlace, names: readonly string[]): Edit {
  const specifier = quoteLike(tree, literal, REST_CLIENT)
  if (form === 'import') return insertAfter(tree, statement, `import { ${names.join(', ')} } from ${specifier}`)
  if (form === 'import-type')
    return insertAfter(
      tree,
      statement,
      `import type { ${names.map((name) => name.replace(/^type /, '')).join(', ')} } from ${specifier}`,
    )
  const pattern = names.map((name) => name.replace(' as ', ': ')).join(', ')
  const load = form === 'dynamic' ? `await import(${specifier})` : `require(${specifier})`
  const keyword = statement.type === 'VariableDeclaration' ? statement.kind : 'const'
  return insertAfter(tree, statement, `${keyword} { ${pattern} } = ${load}`)
}
