import type { Function as FunctionNode, Node } from '@babel/types'
import { findCalls, getFunction, getIterated, getReturned } from '../../src/javascript/calls.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { HeaderRead } from './headers.ts'

/** Where a value comes from, as far as headers are concerned. */
export interface Trace {
  readonly reads: ReadonlySet<HeaderRead>
  /** Parameters through which the value comes in from functions that code in other files may call. */
  readonly outside: readonly Outside[]
}

/** A parameter of a function, and the members taken of it. */
export interface Outside {
  readonly function: FunctionNode
  readonly index: number
  readonly path: readonly string[]
}

/** Follows a value, or a member of it, back to the header reads it is made of. */
export type Tracer = (node: Node, path?: readonly string[]) => Trace

/** Through which call a function was entered, so that its parameters are that call's arguments alone. */
interface Entry {
  readonly function: FunctionNode
  readonly call: NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>
  readonly before: Entry | undefined
}

/** No header is read deeper in a value; a function that calls itself with a member of what it was given never ends. */
const DEEPEST = 10

/** Where in a value the search is. */
interface Place {
  /** Members still to be taken: `.headers.nonce` while at the object. */
  readonly path: readonly string[]
  readonly entry: Entry | undefined
  /** Whether the value itself is followed, not merely something a call is given. */
  readonly isValue: boolean
}

/**
 * Follows values through names, destructuring, object members, branches, local helpers and, for parameters, the calls
 * of the function in the same file.
 */
export function createTracer(tree: Tree, reads: readonly HeaderRead[]): Tracer {
  const readsByNode = new Map(reads.map((read) => [read.node, read]))
  return (start, path = []) => {
    const search = new Search(tree, readsByNode)
    search.follow(start, { path, entry: undefined, isValue: true })
    return { reads: search.found, outside: search.outside }
  }
}

class Search {
  readonly found = new Set<HeaderRead>()
  readonly outside: Outside[] = []
  private readonly seen = new Set<string>()
  private readonly tree: Tree
  private readonly reads: ReadonlyMap<Node, HeaderRead>

  constructor(tree: Tree, reads: ReadonlyMap<Node, HeaderRead>) {
    this.tree = tree
    this.reads = reads
  }

  follow(outer: Node, place: Place): void {
    const node = unwrap(outer)
    const { path, entry, isValue } = place
    if (path.length > DEEPEST) return
    const key = `${node.type}:${node.start}:${node.end}:${path.join('.')}:${entry?.call.start}:${isValue}`
    if (this.seen.has(key)) return
    this.seen.add(key)
    const read = this.reads.get(node)
    if (read !== undefined) this.found.add(read)
    else this.followInto(node, place)
  }

  private followInto(node: Node, place: Place): void {
    switch (node.type) {
      case 'Identifier': {
        const binding = getScopes(this.tree).resolve(node)
        if (binding !== undefined) this.followBinding(binding, place)
        return
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const name = getKeyName(node.property, node.computed)
        this.follow(node.object, name === undefined ? place : { ...place, path: [name, ...place.path] })
        return
      }
      case 'ObjectExpression':
        this.followObject(node, place)
        return
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        this.followCall(node, place)
        return
      default:
        for (const part of getParts(node)) this.follow(part, place)
    }
  }

  private followObject(node: NodeOf<'ObjectExpression'>, place: Place): void {
    const [first, ...rest] = place.path
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') this.follow(property.argument, place)
      else if (property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === first)
        this.follow(property.value, { ...place, path: rest })
    }
  }

  private followCall(node: Entry['call'], place: Place): void {
    const callee = unwrap(node.callee)
    const local = getFunction(this.tree, callee)
    if (local !== undefined) {
      const entry = { function: local, call: node, before: place.entry }
      for (const value of getReturned(local)) this.follow(value, { ...place, entry })
      return
    }
    const inner = { ...place, path: [], isValue: false }
    if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
      this.follow(callee.object, { ...inner, isValue: place.isValue && isReshaping(callee) })
    for (const argument of node.arguments) if (argument.type !== 'SpreadElement') this.follow(argument, inner)
  }

  private followBinding(binding: Binding, place: Place): void {
    const { origin, property } = binding
    const pattern = property && this.reads.get(property)
    if (pattern !== undefined) {
      this.found.add(pattern)
      return
    }
    for (const value of getScopes(this.tree).getAssignments(binding)) this.follow(value, place)
    const whole = { ...place, path: [...binding.path, ...place.path] }
    if (origin.kind === 'parameter') this.followParameter(origin.function, origin.index, whole)
    if (origin.kind !== 'variable') return
    const loop = this.tree.getParent(origin.declaration)
    if (origin.declarator.init) this.follow(origin.declarator.init, whole)
    else if (loop?.type === 'ForOfStatement') this.follow(loop.right, whole)
  }

  private followParameter(node: FunctionNode, index: number, place: Place): void {
    const parameter = node.params[index]
    if (parameter?.type === 'AssignmentPattern') this.follow(parameter.right, place)
    const list = index === 0 ? getIterated(this.tree, node) : undefined
    if (list !== undefined) this.follow(list, place)
    const entry = findEntry(place.entry, node)
    if (entry !== undefined) {
      this.followArgument(entry.call, index, { ...place, entry: entry.before })
      return
    }
    const { calls, isShared } = findCalls(this.tree, node)
    if (isShared && place.isValue) this.outside.push({ function: node, index, path: place.path })
    for (const call of calls) this.followArgument(call, index, { ...place, entry: undefined })
  }

  private followArgument(call: Entry['call'], index: number, place: Place): void {
    const argument = call.arguments[index]
    if (argument !== undefined && argument.type !== 'SpreadElement') this.follow(argument, place)
  }
}

/** Methods of texts and lists whose result is the value in another shape. */
function isReshaping({ property, computed }: NodeOf<'MemberExpression' | 'OptionalMemberExpression'>): boolean {
  return /^(?:split|map|filter|trim|toString|at|slice|concat|join|replace|toLowerCase)$/.test(
    getKeyName(property, computed) ?? '',
  )
}

function findEntry(entry: Entry | undefined, node: FunctionNode): Entry | undefined {
  if (entry === undefined || entry.function === node) return entry
  return findEntry(entry.before, node)
}

/** The expressions one of which, or the sum of which, an expression's value is. */
function getParts(node: Node): readonly Node[] {
  switch (node.type) {
    case 'LogicalExpression':
      return [node.left, node.right]
    case 'ConditionalExpression':
      return [node.consequent, node.alternate]
    case 'AssignmentExpression':
      return [node.right]
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? [element] : []))
    case 'SpreadElement':
      return [node.argument]
    case 'TemplateLiteral':
      return node.expressions
    default:
      return []
  }
}
