import type { Node } from '@babel/types'
import { getFunction, getReturned } from '../../src/javascript/calls.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getText, isWithin, type NodeOf, type Tree, unwrap, walk } from '../../src/javascript/tree.ts'

/** An expression that says whether a digest and a signature are the same, lengths included. */
export interface Comparison {
  readonly node: Node
  /** Whether it is true when they differ. */
  readonly isNegated: boolean
  /** The expression that gives the signature. */
  readonly signature: Node
  /** Statements that refuse by length alone, which the helper does too. */
  readonly lengthChecks: readonly Node[]
}

/** The one comparison a digest is made for; `undefined` when it is used for anything else. */
export function findComparison(tree: Tree, digest: Node): Comparison | undefined {
  const ends = followUses(tree, digest, new Set())
  if (ends === undefined) return undefined
  const atoms = ends.flatMap((end) => toAtom(tree, end) ?? [])
  const full = atoms.filter(({ signature }) => signature !== undefined)
  const [main] = full
  if (atoms.length !== ends.length || main?.signature === undefined || full.length !== 1) return undefined
  const known = new Map(atoms.map((atom) => [atom.node, atom.isNegated]))
  const whole = widen(tree, main.node, known)
  const lengthChecks: Node[] = []
  for (const atom of atoms) {
    if (atom === main || isWithin(atom.node, whole.node)) continue
    const statement = getLengthCheck(tree, atom)
    if (statement === undefined || !refusesAlike(tree, statement, whole.node)) return undefined
    lengthChecks.push(statement)
  }
  const signature = getSource(tree, main.signature)
  return { node: whole.node, isNegated: whole.isNegated, signature, lengthChecks }
}

/** Where the value ends up: the nodes that are it, under its last name and in its last shape. */
function followUses(tree: Tree, node: Node, seen: Set<Node>): readonly Node[] | undefined {
  const parent = tree.getParent(node)
  if (parent === undefined || seen.has(node)) return undefined
  seen.add(node)
  if (/^(?:TSAs|TSSatisfies|TSNonNull|Parenthesized|Await)/.test(parent.type)) return followUses(tree, parent, seen)
  if (parent.type === 'CallExpression' && isBytes(tree, parent, node)) return followUses(tree, parent, seen)
  if (parent.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'Identifier') return [node]
  const scopes = getScopes(tree)
  const binding = scopes.lookup(parent.id.name, parent.id)
  if (binding === undefined || scopes.getAssignments(binding).length > 0) return undefined
  const ends: Node[] = []
  for (const use of scopes.getReferences(binding)) {
    const own = followUses(tree, use, seen)
    if (own === undefined) return undefined
    ends.push(...own)
  }
  return ends.length === 0 ? undefined : ends
}

/** `Buffer.from(x)`, `encoder.encode(x)`, `String(x)`: the value as bytes or text. */
function isBytes(tree: Tree, call: NodeOf<'CallExpression'>, node: Node): boolean {
  return call.arguments[0] === node && /(?:\bBuffer\.from|\.encode|^String)$/.test(getText(tree, call.callee))
}

interface Atom {
  readonly node: Node
  readonly isNegated: boolean
  /** The other side; absent where only lengths are compared. */
  readonly signature: Node | undefined
}

/** The comparison that a use of the digest stands in. */
function toAtom(tree: Tree, use: Node): Atom | undefined {
  const parent = tree.getParent(use)
  if (parent === undefined) return undefined
  if (parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator))
    return { node: parent, isNegated: parent.operator.startsWith('!'), signature: getOther(parent, use) }
  if (parent.type === 'MemberExpression' && /^(?:byte)?length$/i.test(getKeyName(parent.property, false) ?? '')) {
    const length = tree.getParent(parent)
    if (length?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(length.operator)) return undefined
    return { node: length, isNegated: length.operator.startsWith('!'), signature: undefined }
  }
  if (parent.type !== 'CallExpression') return undefined
  const { callee } = parent
  const name = callee.type === 'MemberExpression' ? getKeyName(callee.property, callee.computed) : getText(tree, callee)
  if (name === 'includes' && callee.type === 'MemberExpression' && parent.arguments[0] === use)
    return { node: parent, isNegated: false, signature: callee.object }
  const isEqual = name === 'timingSafeEqual' || isEqualFunction(tree, callee)
  if (!isEqual || parent.arguments.length !== 2) return undefined
  const other = parent.arguments.find((argument) => argument !== use)
  return other && { node: parent, isNegated: false, signature: other }
}

const getOther = ({ left, right }: NodeOf<'BinaryExpression'>, use: Node): Node => (left === use ? right : left)

/** `safeEqual(a, b)`: a function of the file that compares its two parameters and nothing else. */
function isEqualFunction(tree: Tree, callee: Node): boolean {
  const local = getFunction(tree, unwrap(callee))
  if (local === undefined || local.params.length !== 2) return false
  const values = getReturned(local)
  const text = getText(tree, local)
  const compares = /timingSafeEqual\(/.test(text) || /\^/.test(text)
  const isPlain = values.every((value) => value.type !== 'BooleanLiteral' || !value.value)
  return (
    compares &&
    isPlain &&
    !/[!]==? 0\b|\breturn !/.test(text) &&
    /equal|compare|safe|match/i.test(getText(tree, callee))
  )
}

/** The largest expression around a comparison that means the same: lengths joined, `!`, `.some()` over a list. */
function widen(
  tree: Tree,
  start: Node,
  known: ReadonlyMap<Node, boolean>,
): { readonly node: Node; readonly isNegated: boolean } {
  let node = start
  let isNegated = known.get(start) ?? false
  for (;;) {
    const parent = tree.getParent(node)
    if (parent === undefined) return { node, isNegated }
    if (parent.type === 'ParenthesizedExpression' || parent.type === 'TSNonNullExpression') node = parent
    else if (parent.type === 'LogicalExpression') {
      const other = known.get(unwrap(parent.left === node ? parent.right : parent.left))
      const joins = isNegated ? '||' : '&&'
      if (other !== isNegated || parent.operator !== joins) return { node, isNegated }
      node = parent
    } else if (parent.type === 'UnaryExpression' && parent.operator === '!') {
      node = parent
      isNegated = !isNegated
    } else {
      const list = isNegated ? undefined : getSome(tree, node)
      if (list === undefined) return { node, isNegated }
      node = list
    }
  }
}

/** `list.some((one) => …)` around what its callback gives back. */
function getSome(tree: Tree, node: Node): Node | undefined {
  const parent = tree.getParent(node)
  if (parent?.type !== 'ArrowFunctionExpression' || parent.body !== node || parent.params.length !== 1) return undefined
  const call = tree.getParent(parent)
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = call.callee
  if (getKeyName(property, computed) !== 'some' || !/\.split\(/.test(getText(tree, getInit(tree, object))))
    return undefined
  return call
}

/** The value of a constant, or the expression itself. */
function getInit(tree: Tree, outer: Node): Node {
  const node = unwrap(outer)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return node
  if (getScopes(tree).getAssignments(binding).length > 0) return node
  return binding.origin.declarator.init ? unwrap(binding.origin.declarator.init) : node
}

/** The header a compared value is made of: out of its bytes, its list, its fallback. */
function getSource(tree: Tree, outer: Node): Node {
  const node = unwrap(outer)
  if (node.type === 'LogicalExpression') return getSource(tree, node.left)
  if (node.type === 'CallExpression') {
    const [first] = node.arguments
    if (first !== undefined && isBytes(tree, node, first)) return getSource(tree, first)
    const { callee } = node
    if (
      callee.type === 'MemberExpression' &&
      /^(?:split|map|filter|trim|toString)$/.test(getKeyName(callee.property, false) ?? '')
    )
      return getSource(tree, callee.object)
    return node
  }
  if (node.type !== 'Identifier') return node
  const origin = getScopes(tree).resolve(node)?.origin
  if (origin?.kind === 'parameter') {
    const call = tree.getParent(origin.function)
    if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return node
    return getSome(tree, origin.function.body) === call ? getSource(tree, call.callee.object) : node
  }
  const init = getInit(tree, node)
  const isShape =
    init.type === 'CallExpression' && (isShaped(tree, init) || /\.(?:split|map)$/.test(getText(tree, init.callee)))
  return isShape ? getSource(tree, init) : node
}

const isShaped = (tree: Tree, call: NodeOf<'CallExpression'>): boolean => {
  const [first] = call.arguments
  return first !== undefined && isBytes(tree, call, first)
}

/** `if (a.length !== b.length) return …` with nothing else to it. */
function getLengthCheck(tree: Tree, { node, isNegated, signature }: Atom): Node | undefined {
  const statement = tree.getParent(node)
  if (signature !== undefined || !isNegated || statement?.type !== 'IfStatement') return undefined
  return statement.test === node && !statement.alternate ? statement : undefined
}

/** Whether a check by length ends as the comparison does when it fails, or gives back `false` as it does. */
function refusesAlike(tree: Tree, check: Node, comparison: Node): boolean {
  if (check.type !== 'IfStatement') return false
  const end = getText(tree, check.consequent)
    .replace(/^\{\s*|\s*\}$/g, '')
    .replace(/;$/, '')
  const around = tree.getParent(comparison)
  if (around?.type === 'ReturnStatement') return end === 'return false'
  if (around?.type !== 'IfStatement') return false
  const other = getText(tree, around.consequent)
    .replace(/^\{\s*|\s*\}$/g, '')
    .replace(/;$/, '')
  return end === other && [...walk(check.consequent)].some(({ type }) => /^(?:Return|Throw)Statement$/.test(type))
}
