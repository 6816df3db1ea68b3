import type { Node } from '@babel/types'
import { findGap, findRoute } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { isInType } from './evaluate.ts'
import { isUse } from './scopes.ts'
import { getSdkEvaluate } from './sdk-evaluate.ts'
import type { MadeValue, Origin } from './sdk-values.ts'
import { getKeyName, getTree, type NodeOf, type Tree, unwrap } from './tree.ts'

/** The class of the SDK that asks the REST API. */
export const CLIENT = 'Client'

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>
type Member = NodeOf<'MemberExpression' | 'OptionalMemberExpression'>

/** A place where a client is made. */
export interface Maker {
  readonly node: Call
  readonly origin: Origin
}

/** A use of a client. */
export interface ClientUse {
  readonly file: SourceFile
  readonly node: Node
}

/** What is done with the clients of a file, here and in the files that load it. */
export interface ClientUses {
  /** Calls by the members taken: `calls.create`. */
  readonly calls: ReadonlyMap<string, readonly ClientUse[]>
  /** Places where a client goes out of sight. */
  readonly escapes: readonly ClientUse[]
  /** Files other than the maker's that declare something to be a client. */
  readonly typedElsewhere: readonly string[]
}

/** Where a file makes clients. */
export const findMakers: (file: SourceFile) => readonly Maker[] = oncePerFile((file) => {
  const evaluate = getSdkEvaluate(file)
  const tree = getTree(file)
  return getCalls(tree).flatMap((node): readonly Maker[] => {
    const value = evaluate(node.callee)
    return value?.kind === 'member' && value.name === CLIENT ? [{ node, origin: value.origin }] : []
  })
})

/** A file without any of these gives nothing to those that load it. */
const EXPORTS = /\bexports?\b/

/** Follows the clients of a file as far as they can be seen. */
export const followClients: (file: SourceFile) => ClientUses = oncePerFile((file) => {
  const calls = new Map<string, ClientUse[]>()
  const escapes: ClientUse[] = []
  const exposed = new Set<string>()
  const typedElsewhere: string[] = []
  const add = (path: readonly string[], use: ClientUse): void => {
    const known = calls.get(path.join('.'))
    if (known === undefined) calls.set(path.join('.'), [use])
    else known.push(use)
  }
  const makers = new Set<Node>(findMakers(file).map(({ node }) => node))
  const importers = makers.size > 0 && EXPORTS.test(file.text) ? (file.project?.findImporters(file.path) ?? []) : []
  const readAll = (paths: readonly { readonly path: string }[]): readonly SourceFile[] =>
    paths.flatMap(({ path }) => file.project?.read(path) ?? [])
  // A value of another file is known by the file it is loaded from, which names Plivo.
  for (const one of [file, ...readAll(importers.filter(({ isClose }) => isClose))]) {
    if (one !== file && findClientTypes(one).length > 0) typedElsewhere.push(one.path)
    for (const { node, value } of findValues(one)) {
      const isOwn =
        one === file || value.from !== undefined ? (value.from ?? file).path === file.path : value.maker === undefined
      if (!isOwn || (value.from === undefined && value.maker !== undefined && !makers.has(value.maker))) continue
      const fate = getFate(getTree(one), node, value.path.length)
      if (fate === 'escapes') escapes.push({ file: one, node })
      else if (fate === 'called') add(value.path, { file: one, node })
      else if (fate !== 'stays') exposed.add(fate.exposed)
    }
  }
  const users = exposed.size === 0 ? [] : importers.filter(({ path }) => file.project?.holds(path, exposed))
  for (const one of exposed.size === 0 ? [] : [file, ...readAll(users)])
    for (const { node, path } of findExposedUses(one, exposed))
      if (path === undefined) escapes.push({ file: one, node })
      else add(path, { file: one, node })
  return { calls, escapes, typedElsewhere }
})

/** Places that name the class as a type: `client: plivo.Client`, `Client | undefined`. */
export const findClientTypes: (file: SourceFile) => readonly Node[] = oncePerFile((file) => {
  const evaluate = getSdkEvaluate(file)
  const tree = getTree(file)
  const isClient = (node: Node): boolean => {
    const value = evaluate(node)
    return value?.kind === 'member' && value.name === CLIENT
  }
  return [
    ...tree
      .getNodes('TSQualifiedName')
      .filter(({ left, right }) => right.name === CLIENT && evaluate(left)?.kind === 'module'),
    ...tree
      .getNodes('TSTypeReference')
      .flatMap(({ typeName }) => (typeName.type === 'Identifier' && isClient(typeName) ? [typeName] : [])),
  ]
})

/** Where the module stands that a type is taken of. */
export function getTypeOrigin(file: SourceFile, node: Node): Origin | undefined {
  const evaluate = getSdkEvaluate(file)
  if (node.type === 'TSQualifiedName') {
    const value = evaluate(node.left)
    if (value?.kind !== 'module') return undefined
    const { ref } = value
    return { kind: 'member', node, ref, module: ref.module, literal: ref.literal }
  }
  const value = evaluate(node)
  return value?.kind === 'member' ? value.origin : undefined
}

/** Places where the class itself is used as a value, types and the names it is given left out. */
export const findClientValues: (file: SourceFile) => readonly Node[] = oncePerFile((file) => {
  const evaluate = getSdkEvaluate(file)
  const tree = getTree(file)
  const nodes: readonly Node[] = [
    ...tree.getNodes('Identifier').filter((node) => isUse(tree, node) && !isDeclared(tree, node)),
    ...tree.getNodes('MemberExpression'),
  ]
  return nodes.filter((node) => {
    if (isInType(tree, node)) return false
    const value = evaluate(node)
    return value?.kind === 'member' && value.name === CLIENT
  })
})

/** Whether an identifier is the name in a pattern or declaration, not a use of one. */
function isDeclared(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent?.type === 'VariableDeclarator') return parent.id === node
  return parent?.type === 'ObjectProperty' && tree.getParent(parent)?.type === 'ObjectPattern'
}

/** A call of a method of a client. */
export interface ClientCall {
  readonly node: Node
  readonly method: string
  /** The file that makes the client, when it is another one. */
  readonly from: SourceFile | undefined
}

/** Calls of methods of clients in a file. */
export const findClientCalls: (file: SourceFile) => readonly ClientCall[] = oncePerFile((file) => {
  const tree = getTree(file)
  return findValues(file).flatMap(({ node, value }): readonly ClientCall[] => {
    const call = tree.getParent(node)
    if (value.path.length !== 2 || call === undefined || !isCall(call) || call.callee !== node) return []
    return [{ node: call, method: value.path.join('.'), from: value.from }]
  })
})

/** Every expression that is a client or a part of one. */
const findValues = oncePerFile((file): readonly { readonly node: Node; readonly value: MadeValue }[] => {
  const evaluate = getSdkEvaluate(file)
  const tree = getTree(file)
  const nodes: readonly Node[] = [
    ...tree.getNodes('Identifier').filter((node) => isUse(tree, node) && !isDeclared(tree, node)),
    ...tree.getNodes('MemberExpression'),
    ...tree.getNodes('OptionalMemberExpression'),
    ...getCalls(tree),
  ]
  return nodes.flatMap((node) => {
    const value = evaluate(node)
    return value?.kind === 'made' && value.by === CLIENT ? [{ node, value }] : []
  })
})

const getCalls = (tree: Tree): readonly Call[] => [
  ...tree.getNodes('CallExpression'),
  ...tree.getNodes('OptionalCallExpression'),
  ...tree.getNodes('NewExpression'),
]

/** What becomes of a client at a place: followed further, called, handed to other files under a name, or lost. */
type Fate = 'stays' | 'called' | 'escapes' | { readonly exposed: string }

/** Nodes around a value that are the same value. */
const WRAPPERS =
  /^(?:TSAsExpression|TSSatisfiesExpression|TSNonNullExpression|TSTypeAssertion|ParenthesizedExpression|AwaitExpression|LogicalExpression|ConditionalExpression|SequenceExpression)$/

function getFate(tree: Tree, node: Node, depth: number): Fate {
  const parent = tree.getParent(node)
  if (parent === undefined) return 'escapes'
  if (depth >= 2) return isCall(parent) && parent.callee === node ? 'called' : depth > 2 ? 'stays' : 'escapes'
  if (isMember(parent) && parent.object === node)
    return getKeyName(parent.property, parent.computed) === undefined ? 'escapes' : 'stays'
  if (WRAPPERS.test(parent.type)) return getFate(tree, parent, depth)
  switch (parent.type) {
    case 'VariableDeclarator':
      return 'stays'
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ExpressionStatement':
      return 'stays'
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
      return depth === 0 ? 'stays' : 'escapes'
    case 'AssignmentExpression':
      return parent.left === node ? 'stays' : getAssignedFate(parent.left, depth)
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return depth === 0 ? getReturnedFate(tree, parent) : 'escapes'
    case 'ObjectProperty':
      return depth === 0 && parent.value === node && isExported(tree, parent) ? 'stays' : 'escapes'
    case 'ClassProperty':
      return toExposed(getKeyName(parent.key, parent.computed === true), parent.accessibility === 'private')
    case 'ClassPrivateProperty':
      return 'stays'
    default:
      return 'escapes'
  }
}

const isCall = (node: Node): node is Call => /^(?:Optional)?CallExpression$/.test(node.type)
const isMember = (node: Node): node is Member => /^(?:Optional)?MemberExpression$/.test(node.type)

function toExposed(name: string | undefined, isPrivate: boolean): Fate {
  if (isPrivate) return 'stays'
  return name === undefined ? 'escapes' : { exposed: name }
}

/** `client = …`, `this.client = …`, `module.exports = …`; anything else is a place nobody can follow. */
function getAssignedFate(left: Node, depth: number): Fate {
  if (left.type === 'Identifier') return 'stays'
  if (depth > 0 || !isMember(left)) return 'escapes'
  if (left.object.type === 'ThisExpression')
    return left.property.type === 'PrivateName' ? 'stays' : toExposed(getKeyName(left.property, left.computed), false)
  return isExportsObject(left.object) || isModuleExports(left) ? 'stays' : 'escapes'
}

const isExportsObject = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'exports') || (isMember(node) && isModuleExports(node))

const isModuleExports = ({ object, property, computed }: Member): boolean =>
  object.type === 'Identifier' && object.name === 'module' && getKeyName(property, computed) === 'exports'

function isExported(tree: Tree, property: Node): boolean {
  const object = tree.getParent(property)
  const holder = object && tree.getParent(object)
  return holder?.type === 'AssignmentExpression' && isMember(holder.left) && isModuleExports(holder.left)
}

/** A function with a name is followed to its calls; a method may be called by other files under its name. */
function getReturnedFate(tree: Tree, node: Node): Fate {
  let around: Node | undefined = node
  while (
    around !== undefined &&
    !/^(?:Function|ArrowFunction|Object|Class|ClassPrivate)(?:Declaration|Expression|Method)$/.test(around.type)
  )
    around = tree.getParent(around)
  if (around === undefined) return 'escapes'
  if (around.type === 'FunctionDeclaration') return 'stays'
  if (around.type === 'ClassMethod' || around.type === 'ObjectMethod') {
    const isPrivate = around.type === 'ClassMethod' && around.accessibility === 'private'
    return toExposed(getKeyName(around.key, around.computed === true), isPrivate)
  }
  const holder = tree.getParent(around)
  if (holder?.type === 'VariableDeclarator' || holder?.type === 'ExportDefaultDeclaration') return 'stays'
  if (holder?.type === 'AssignmentExpression') return getAssignedFate(holder.left, 0)
  if (holder?.type === 'ObjectProperty') return isExported(tree, holder) ? 'stays' : 'escapes'
  if (holder?.type === 'ClassProperty') return toExposed(getKeyName(holder.key, holder.computed === true), false)
  return 'escapes'
}

/** A use of a client by the name of the field or method that hands it out; without a path it goes out of sight. */
interface ExposedUse {
  readonly node: Node
  readonly path: readonly string[] | undefined
}

/** `service.client.calls.create(…)`, `service.getClient().calls.create(…)`. */
function findExposedUses(file: SourceFile, exposed: ReadonlySet<string>): readonly ExposedUse[] {
  const tree = getTree(file)
  const evaluate = getSdkEvaluate(file)
  const members = [...tree.getNodes('MemberExpression'), ...tree.getNodes('OptionalMemberExpression')]
  return members.flatMap((member): readonly ExposedUse[] => {
    const name = getKeyName(member.property, member.computed)
    if (name === undefined || !exposed.has(name) || unwrap(member.object).type === 'ThisExpression') return []
    if (evaluate(member) !== undefined) return []
    const path: string[] = []
    let node: Node = member
    for (let parent = tree.getParent(node); parent !== undefined; parent = tree.getParent(node)) {
      if (isMember(parent) && parent.object === node) {
        path.push(getKeyName(parent.property, parent.computed) ?? '')
        node = parent
      } else if (
        (isCall(parent) && parent.callee === node && path.length === 0) ||
        /^(?:TS|Await|Paren)/.test(parent.type)
      )
        node = parent
      else break
    }
    if (path.length === 2) return isMethod(path.join('.')) ? [{ node, path }] : []
    const parent = tree.getParent(node)
    return path.length === 0 && parent?.type === 'ExpressionStatement' ? [] : [{ node, path: undefined }]
  })
}

const isMethod = (id: string): boolean => findRoute(id) !== undefined || findGap(id) !== undefined
