import type { Node } from '@babel/types'
import { isLoad } from '../../src/javascript/loads.ts'
import { findSdkRole, type SdkRole } from '../../src/javascript/sdk-modules.ts'
import { getKeyName, type NodeOf, type Tree } from '../../src/javascript/tree.ts'

/** How a module is named in code. */
export type LoadForm = 'load' | 're-export' | 'types' | 'mock'

/** A place that names a package which speaks Plivo, so that it is loaded, exported again or replaced by a test. */
export interface Load {
  readonly node: Node
  readonly literal: NodeOf<'StringLiteral'>
  readonly role: SdkRole
  readonly form: LoadForm
}

/** Every such place; a string that merely equals a package's name, such as a label, is none. */
export function findLoads(tree: Tree): readonly Load[] {
  return tree.getNodes('StringLiteral').flatMap((literal) => {
    const role = findSdkRole(literal.value)
    const place = role === undefined ? undefined : getPlace(tree, literal)
    return role === undefined || place === undefined ? [] : [{ literal, role, ...place }]
  })
}

function getPlace(tree: Tree, literal: NodeOf<'StringLiteral'>): Pick<Load, 'node' | 'form'> | undefined {
  const parent = tree.getParent(literal)
  switch (parent?.type) {
    case 'ImportDeclaration':
      return { node: parent, form: parent.importKind === 'type' ? 'types' : 'load' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { node: parent, form: 're-export' }
    case 'TSExternalModuleReference':
    case 'ImportExpression':
      return { node: parent, form: 'load' }
    case 'TSImportType':
      return { node: parent, form: 'types' }
    case 'TSModuleDeclaration':
      return { node: literal, form: 'types' }
    case 'CallExpression':
      return getCallPlace(parent, literal)
    default:
      return undefined
  }
}

const MOCKS = /^(?:mock|doMock|unmock|requireMock|requireActual|importActual|replaceEsm|replace|module)$/

function getCallPlace(call: NodeOf<'CallExpression'>, literal: Node): Pick<Load, 'node' | 'form'> | undefined {
  if (call.arguments[0] !== literal) return undefined
  const { callee } = call
  if (isLoad(call)) return { node: call, form: 'load' }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined
  const method = getKeyName(callee.property, callee.computed) ?? ''
  const isMock = /^(?:jest|vi|td|mock|test|t)$/.test(callee.object.name) && MOCKS.test(method)
  return isMock ? { node: literal, form: 'mock' } : undefined
}
