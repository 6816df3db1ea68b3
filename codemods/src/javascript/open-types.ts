import type { Node } from '@babel/types'
import type { SourceFile } from '../source-file.ts'
import { getScopes } from './scopes.ts'
import { getKeyName, getTree, type NodeOf, type Tree } from './tree.ts'

/** Requests whose body and query take any key, unless type arguments say otherwise. */
const REQUESTS = /^(?:Request|Req|ExpressRequest|NextApiRequest|any)$/
const MADE = /(?:^|\.)(?:fromEntries|parse|parseBody|json|assign)$/

/**
 * Whether another key of an object can be read without an error of the type checker: always in JavaScript, and in
 * TypeScript where what is declared of the object, if anything, leaves its keys open.
 */
export function takesAnyKey(file: SourceFile, node: Node): boolean {
  if (file.language !== 'typescript') return true
  return isOpen(getTree(file), node)
}

function isOpen(tree: Tree, node: Node): boolean {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
      return isOpen(tree, node.expression)
    case 'AwaitExpression':
      return isOpen(tree, node.argument)
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      return isOpenType(tree, node.typeAnnotation)
    case 'LogicalExpression':
      return isOpen(tree, node.left) && (isOpen(tree, node.right) || node.right.type === 'ObjectExpression')
    case 'ObjectExpression':
      return node.properties.every((one) => one.type === 'SpreadElement' && isOpen(tree, one.argument))
    case 'CallExpression':
    case 'OptionalCallExpression':
      return node.typeParameters == null && MADE.test(getCalleeText(tree, node.callee))
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return /^(?:body|query)$/.test(getKeyName(node.property, node.computed) ?? '')
        ? isOpenRequest(tree, node.object, getKeyName(node.property, node.computed) ?? '')
        : isOpen(tree, node.object)
    case 'Identifier':
      return isOpenName(tree, node)
    default:
      return false
  }
}

const getCalleeText = (tree: Tree, node: Node): string => tree.text.slice(node.start ?? 0, node.end ?? 0)

function isOpenName(tree: Tree, node: NodeOf<'Identifier'>): boolean {
  const binding = getScopes(tree).resolve(node)
  if (binding === undefined) return false
  const { identifier, origin } = binding
  const annotation = identifier.type === 'Identifier' ? identifier.typeAnnotation : undefined
  if (annotation) return annotation.type === 'TSTypeAnnotation' && isOpenType(tree, annotation.typeAnnotation)
  if (binding.path.length > 0) return false
  return origin.kind === 'variable' && origin.declarator.init ? isOpen(tree, origin.declarator.init) : false
}

/** A request handed to a callback without a type, or with one that leaves the keys of its body open. */
function isOpenRequest(tree: Tree, node: Node, key: string): boolean {
  if (node.type === 'TSAsExpression') return isOpenType(tree, node.typeAnnotation)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding === undefined || binding.origin.kind !== 'parameter') return false
  const { identifier, origin } = binding
  const annotation = identifier.type === 'Identifier' ? identifier.typeAnnotation : undefined
  if (annotation?.type === 'TSTypeAnnotation') return isOpenMember(tree, annotation.typeAnnotation, key)
  const call = tree.getParent(origin.function)
  return call?.type === 'CallExpression' && call.typeParameters == null
}

function isOpenMember(tree: Tree, type: Node, key: string): boolean {
  if (type.type !== 'TSTypeLiteral') return isOpenType(tree, type)
  return type.members.some((member) => {
    if (member.type !== 'TSPropertySignature' || getKeyName(member.key, member.computed === true) !== key) return false
    return member.typeAnnotation != null && isOpenType(tree, member.typeAnnotation.typeAnnotation)
  })
}

function isOpenType(tree: Tree, type: Node): boolean {
  switch (type.type) {
    case 'TSAnyKeyword':
      return true
    case 'TSTypeLiteral':
      return type.members.some((member) => member.type === 'TSIndexSignature')
    case 'TSUnionType':
      return type.types.every((one) => isOpenType(tree, one) || /^TS(?:Undefined|Null)Keyword$/.test(one.type))
    case 'TSTypeReference':
      return isOpenReference(tree, type)
    default:
      return false
  }
}

function isOpenReference(tree: Tree, { typeName, typeParameters }: NodeOf<'TSTypeReference'>): boolean {
  const name = typeName.type === 'Identifier' ? typeName.name : typeName.right.name
  if (/^Record$/.test(name)) return typeParameters?.params[0]?.type === 'TSStringKeyword'
  if (/^(?:Partial|Readonly)$/.test(name)) return typeParameters?.params.every((one) => isOpenType(tree, one)) === true
  if (REQUESTS.test(name)) return typeParameters == null
  const alias = tree.getNodes('TSTypeAliasDeclaration').find(({ id }) => id.name === name)
  if (alias !== undefined) return isOpenType(tree, alias.typeAnnotation)
  const body = tree.getNodes('TSInterfaceDeclaration').find(({ id }) => id.name === name)?.body
  return body?.body.some((member) => member.type === 'TSIndexSignature') === true
}
