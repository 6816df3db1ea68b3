import type { Node } from '@babel/types'
import type { Range } from '../touchpoint.ts'
import { getFunction } from './calls.ts'
import { type Binding, getScopes } from './scopes.ts'
import { getKeyName, getRange, type NodeOf, type Tree, unwrap, walk } from './tree.ts'

/** Functions and methods that only compute: leaving out a call whose result is not used changes nothing. */
const COMPUTING =
  /^(?:from|keys|entries|values|fromEntries|sort|map|filter|join|concat|split|slice|trim|replace|replaceAll|toLowerCase|toUpperCase|toString|startsWith|endsWith|includes|encode|createHmac|update|digest|importKey|sign|btoa|atob|String|Number|stringify|encodeURIComponent|decodeURIComponent|isArray|toSorted|localeCompare|flatMap|get|has|reduce|fromCharCode)$/
const CLASSES = /^(?:URL|URLSearchParams|TextEncoder|Uint8Array|Map|Set)$/

/**
 * Statements that nothing needs any more once parts of the text are gone: declarations whose names are no longer used
 * and that only compute, what is assigned to such names, and functions that only they called. Names in `kept` stay; an
 * expression `computing` is known to change nothing.
 */
export function findDeadCode(
  tree: Tree,
  removed: readonly Range[],
  { kept, computing }: { readonly kept: ReadonlySet<string>; readonly computing: Node },
): readonly Node[] {
  const dead = new Set<Node>()
  for (let isNew = true; isNew; ) {
    isNew = false
    const gone = [...removed, ...[...dead].map(getRange)]
    for (const statement of findCandidates(tree, gone)) {
      const writes = dead.has(statement) ? undefined : findWrites(tree, statement, { gone, kept, computing })
      if (writes === undefined) continue
      for (const node of [statement, ...writes]) dead.add(node)
      isNew = true
    }
  }
  const all = [...dead]
  return all.filter((node) => !all.some((other) => other !== node && contains(getRange(other), node)))
}

const contains = ({ start, end }: Range, node: Node): boolean =>
  getRange(node).start >= start && getRange(node).end <= end

/** Statements that declare what a removed part named. */
function findCandidates(tree: Tree, gone: readonly Range[]): readonly Node[] {
  const scopes = getScopes(tree)
  const found = new Set<Node>()
  for (const identifier of tree.getNodes('Identifier')) {
    if (!gone.some((range) => contains(range, identifier))) continue
    const binding = scopes.resolve(identifier)
    const origin = binding?.origin
    if (origin?.kind === 'variable') found.add(origin.declaration)
    if (origin?.kind === 'function' && origin.node.type === 'FunctionDeclaration') found.add(origin.node)
  }
  return [...found]
}

/** What else goes with a statement that nothing needs; `undefined` when something needs it. */
function findWrites(
  tree: Tree,
  statement: Node,
  {
    gone,
    kept,
    computing,
  }: { readonly gone: readonly Range[]; readonly kept: ReadonlySet<string>; readonly computing: Node },
): readonly Node[] | undefined {
  if (gone.some((range) => contains(range, statement))) return undefined
  if (!/^(?:Program|BlockStatement)$/.test(tree.getParent(statement)?.type ?? '')) return undefined
  const writes: Node[] = []
  for (const binding of getNames(tree, statement, computing) ?? [undefined]) {
    if (binding === undefined || kept.has(binding.name)) return undefined
    for (const use of getScopes(tree).getReferences(binding)) {
      if (gone.some((range) => contains(range, use)) || contains(getRange(statement), use)) continue
      const write = getWrite(tree, use, binding)
      if (write === undefined) return undefined
      writes.push(write)
    }
  }
  return writes
}

/** `name += x`, `name.push(x)`, `hash.update(x)` and the loop or branch around it that does nothing else. */
function getWrite(tree: Tree, use: Node, binding: Binding): Node | undefined {
  let node = tree.getParent(use)
  while (node !== undefined && !/Statement$|Declaration$|Function/.test(node.type)) node = tree.getParent(node)
  if (node?.type !== 'ExpressionStatement' || !isWrite(tree, node.expression, binding)) return undefined
  let outermost: Node = node
  for (let around = tree.getParent(node); around !== undefined; around = tree.getParent(around)) {
    if (around.type === 'BlockStatement') {
      if (!around.body.every((one) => one.type === 'ExpressionStatement' && isWrite(tree, one.expression, binding)))
        break
      continue
    }
    if (around.type === 'IfStatement' ? around.alternate || !onlyComputes(tree, around.test) : !isLoop(tree, around))
      break
    outermost = around
  }
  return outermost
}

const isLoop = (tree: Tree, node: Node): boolean =>
  (node.type === 'ForOfStatement' || node.type === 'ForInStatement') && onlyComputes(tree, node.right)

function isWrite(tree: Tree, expression: Node, binding: Binding): boolean {
  const isOwn = (node: Node): boolean => node.type === 'Identifier' && getScopes(tree).resolve(node) === binding
  if (expression.type === 'AssignmentExpression') return isOwn(expression.left) && onlyComputes(tree, expression.right)
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return false
  const { object, property, computed } = expression.callee
  const isFeeding = /^(?:update|push|append)$/.test(getKeyName(property, computed) ?? '')
  return isFeeding && isOwn(object) && expression.arguments.every((argument) => onlyComputes(tree, argument))
}

/** The names a statement declares; `undefined` when it does more than compute them. */
function getNames(tree: Tree, statement: Node, computing: Node): readonly Binding[] | undefined {
  const scopes = getScopes(tree)
  const lookup = (id: Node): Binding | undefined => (id.type === 'Identifier' ? scopes.lookup(id.name, id) : undefined)
  if (statement.type === 'FunctionDeclaration') {
    const binding = statement.id && lookup(statement.id)
    return binding ? [binding] : undefined
  }
  if (statement.type !== 'VariableDeclaration') return undefined
  const names: Binding[] = []
  for (const { id, init } of statement.declarations) {
    if (init && unwrap(init) !== computing && !onlyComputes(tree, init)) return undefined
    const found = getPatternNames(id).map(lookup)
    if (found.length === 0) return undefined
    for (const binding of found) {
      if (binding === undefined) return undefined
      names.push(binding)
    }
  }
  return names
}

function getPatternNames(id: Node): readonly Node[] {
  if (id.type === 'Identifier') return [id]
  if (id.type !== 'ObjectPattern') return []
  return id.properties.flatMap((one) => (one.type === 'ObjectProperty' ? getPatternNames(one.value) : []))
}

/** Whether evaluating an expression changes nothing. */
function onlyComputes(tree: Tree, node: Node, depth = 4): boolean {
  if (/^(?:ArrowFunctionExpression|FunctionExpression)$/.test(node.type)) return true
  return [...walk(node)].every((inner) => {
    if (/^(?:Assignment|Update|Yield|Delete)Expression$|^ThrowStatement$/.test(inner.type)) return false
    if (inner.type === 'NewExpression') return inner.callee.type === 'Identifier' && CLASSES.test(inner.callee.name)
    if (inner.type === 'CallExpression' || inner.type === 'OptionalCallExpression')
      return isComputing(tree, inner, depth)
    return true
  })
}

function isComputing(tree: Tree, call: NodeOf<'CallExpression' | 'OptionalCallExpression'>, depth: number): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
    return COMPUTING.test(getKeyName(callee.property, callee.computed) ?? '')
  const local = getFunction(tree, callee)
  if (local !== undefined) return depth > 0 && onlyComputes(tree, local.body, depth - 1)
  return callee.type === 'Identifier' && COMPUTING.test(callee.name)
}
