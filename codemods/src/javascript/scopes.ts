import type { Function as FunctionNode, Identifier, Node } from '@babel/types'
import { getKeyName, type NodeOf, type Tree } from './tree.ts'

/** How a name came to be. */
export type Origin =
  | {
      readonly kind: 'import'
      readonly specifier: NodeOf<'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier'>
      readonly declaration: NodeOf<'ImportDeclaration'>
    }
  | { readonly kind: 'import-equals'; readonly declaration: NodeOf<'TSImportEqualsDeclaration'> }
  | {
      readonly kind: 'variable'
      readonly declarator: NodeOf<'VariableDeclarator'>
      readonly declaration: NodeOf<'VariableDeclaration'>
    }
  | { readonly kind: 'parameter'; readonly function: FunctionNode; readonly index: number }
  | { readonly kind: 'function' | 'class' | 'other'; readonly node: Node }

/** One declaration of one name. */
export interface Binding {
  readonly name: string
  readonly identifier: Node
  readonly origin: Origin
  /** Keys from the whole value down to the name: `const { a: { b } } = x` declares `b` under `['a', 'b']`. */
  readonly path: readonly string[]
  /** The pattern's own property, when the name stands in an object pattern. */
  readonly property?: NodeOf<'ObjectProperty'>
  /** Whether the value is something else than the path says: a rest element, an array place. */
  readonly opaque: boolean
  /** The node whose block, function or program the name lives in. */
  readonly scope: Node
}

/** Names of a tree and what they refer to. */
export interface Scopes {
  /** What a use of a name refers to; `undefined` for globals and for names declared more than once. */
  resolve(identifier: Identifier | NodeOf<'JSXIdentifier'>): Binding | undefined
  /** What a name would refer to at a place. */
  lookup(name: string, at: Node): Binding | undefined
  /** Every use of a binding, its declaration left out. */
  getReferences(binding: Binding): readonly Identifier[]
  /** Values assigned to a binding after its declaration. */
  getAssignments(binding: Binding): readonly Node[]
  /** Whether any scope of the file declares the name. */
  isDeclared(name: string): boolean
  /** How often the scopes of the file declare the name. */
  countDeclared(name: string): number
}

const known = new WeakMap<Tree, Scopes>()

/** The scopes of a tree; made once. */
export function getScopes(tree: Tree): Scopes {
  const kept = known.get(tree)
  if (kept !== undefined) return kept
  const made = createScopes(tree)
  known.set(tree, made)
  return made
}

function createScopes(tree: Tree): Scopes {
  const declared = collectBindings(tree)
  const uses = collectUses(tree)
  const lookup = (name: string, at: Node): Binding | undefined => {
    for (let node: Node | undefined = at; node !== undefined; node = tree.getParent(node)) {
      const found = declared.get(node)?.get(name)
      if (found !== undefined) return found.length === 1 ? found[0] : undefined
    }
    return undefined
  }
  const references = new Map<Binding, readonly Identifier[]>()
  const getReferences = (binding: Binding): readonly Identifier[] => {
    const known = references.get(binding)
    if (known !== undefined) return known
    const found = (uses.get(binding.name) ?? []).filter(
      (use) => use !== binding.identifier && lookup(use.name, use) === binding,
    )
    references.set(binding, found)
    return found
  }
  return {
    resolve: (identifier) => lookup(identifier.name, identifier),
    lookup,
    getReferences,
    getAssignments: (binding) => getReferences(binding).flatMap((use) => getAssigned(tree, use)),
    isDeclared: (name) => [...declared.values()].some((names) => names.has(name)),
    countDeclared: (name) => [...declared.values()].reduce((sum, names) => sum + (names.get(name)?.length ?? 0), 0),
  }
}

/** The value a use is assigned, when it stands on the left of an assignment or is changed in place. */
function getAssigned(tree: Tree, use: Identifier): readonly Node[] {
  const parent = tree.getParent(use)
  if (parent?.type === 'AssignmentExpression' && parent.left === use) return [parent.right]
  if (parent?.type === 'UpdateExpression') return [parent]
  return []
}

const BLOCKS = new Set([
  'File',
  'Program',
  'BlockStatement',
  'StaticBlock',
  'TSModuleBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'ClassExpression',
])

function isFunction(node: Node): node is FunctionNode {
  return /Function|^(?:Object|Class|ClassPrivate)Method$/.test(node.type) && 'params' in node
}

type Declared = Map<Node, Map<string, Binding[]>>

function collectBindings(tree: Tree): Declared {
  const declared: Declared = new Map()
  const add = (binding: Binding): void => {
    const names = declared.get(binding.scope) ?? new Map<string, Binding[]>()
    declared.set(binding.scope, names)
    names.set(binding.name, [...(names.get(binding.name) ?? []), binding])
  }
  const blockOf = (node: Node): Node => findScope(tree, node, (around) => BLOCKS.has(around.type) || isFunction(around))
  const functionOf = (node: Node): Node =>
    findScope(tree, node, (around) => around.type === 'Program' || isFunction(around))
  for (const declaration of tree.getNodes('ImportDeclaration'))
    for (const specifier of declaration.specifiers)
      add(createBinding(specifier.local, { kind: 'import', specifier, declaration }, blockOf(declaration)))
  for (const declaration of tree.getNodes('TSImportEqualsDeclaration'))
    add(createBinding(declaration.id, { kind: 'import-equals', declaration }, blockOf(declaration)))
  for (const declaration of tree.getNodes('VariableDeclaration')) {
    const scope = declaration.kind === 'var' ? functionOf(declaration) : blockOf(declaration)
    for (const declarator of declaration.declarations)
      for (const place of getPlaces(declarator.id))
        add({ ...createBinding(place.identifier, { kind: 'variable', declarator, declaration }, scope), ...place })
  }
  for (const node of [...tree.getNodes('FunctionDeclaration'), ...tree.getNodes('ClassDeclaration')])
    if (node.id)
      add(
        createBinding(node.id, { kind: node.type === 'ClassDeclaration' ? 'class' : 'function', node }, blockOf(node)),
      )
  for (const node of [...tree.getNodes('TSEnumDeclaration'), ...tree.getNodes('TSModuleDeclaration')])
    if (node.id.type === 'Identifier') add(createBinding(node.id, { kind: 'other', node }, blockOf(node)))
  for (const node of tree.getNodes('CatchClause'))
    for (const place of node.param ? getPlaces(node.param) : [])
      add({ ...createBinding(place.identifier, { kind: 'other', node }, node), ...place })
  for (const node of getFunctions(tree)) for (const binding of getParameters(node)) add(binding)
  return declared
}

/** Every function of a tree: declarations, expressions, arrows and methods. */
export function getFunctions(tree: Tree): readonly FunctionNode[] {
  const types = [
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunctionExpression',
    'ObjectMethod',
    'ClassMethod',
    'ClassPrivateMethod',
  ] as const
  return types.flatMap((type): readonly FunctionNode[] => tree.getNodes(type))
}

function getParameters(node: FunctionNode): readonly Binding[] {
  const own =
    node.type === 'FunctionExpression' && node.id ? [createBinding(node.id, { kind: 'function', node }, node)] : []
  const places = node.params.flatMap((parameter, index) => {
    const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter
    return getPlaces(target).map((place) => ({
      ...createBinding(place.identifier, { kind: 'parameter', function: node, index }, node),
      ...place,
    }))
  })
  const taken = new Set(places.map(({ name }) => name))
  return [...own.filter(({ name }) => !taken.has(name)), ...places]
}

function createBinding(identifier: Node, origin: Origin, scope: Node): Binding {
  const name = identifier.type === 'Identifier' ? identifier.name : ''
  return { name, identifier, origin, path: [], opaque: false, scope }
}

type Place = Pick<Binding, 'identifier' | 'path' | 'opaque' | 'property'> & { readonly identifier: Identifier }

function getPlaces(
  target: Node,
  path: readonly string[] = [],
  opaque = false,
  property?: NodeOf<'ObjectProperty'>,
): readonly Place[] {
  const under = property === undefined ? {} : { property }
  switch (target.type) {
    case 'Identifier':
      return [{ identifier: target, path, opaque, ...under }]
    case 'AssignmentPattern':
      return getPlaces(target.left, path, opaque, property)
    case 'RestElement':
      return getPlaces(target.argument, path, true, property)
    case 'ArrayPattern':
      return target.elements.flatMap((element) => (element ? getPlaces(element, path, true, property) : []))
    case 'ObjectPattern':
      return target.properties.flatMap((item) => {
        if (item.type === 'RestElement') return getPlaces(item.argument, path, true)
        const key = getKeyName(item.key, item.computed)
        return getPlaces(item.value, key === undefined ? path : [...path, key], opaque || key === undefined, item)
      })
    default:
      return []
  }
}

function findScope(tree: Tree, node: Node, isScope: (node: Node) => boolean): Node {
  for (let around = tree.getParent(node); around !== undefined; around = tree.getParent(around))
    if (isScope(around)) return around
  return tree.root
}

/** Uses of names as values, by name: keys of objects and members after a dot are not uses. */
function collectUses(tree: Tree): ReadonlyMap<string, readonly Identifier[]> {
  const uses = new Map<string, Identifier[]>()
  for (const identifier of tree.getNodes('Identifier')) {
    if (!isUse(tree, identifier)) continue
    const known = uses.get(identifier.name)
    if (known === undefined) uses.set(identifier.name, [identifier])
    else known.push(identifier)
  }
  return uses
}

/** Whether an identifier stands for a value: not a key of an object, a member after a dot, or a label. */
export function isUse(tree: Tree, identifier: Identifier): boolean {
  const parent = tree.getParent(identifier)
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === identifier || parent.computed
    case 'ObjectProperty':
      return parent.value === identifier || parent.computed
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.computed === true || ('value' in parent && parent.value === identifier)
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return false
    case 'ExportSpecifier': {
      const declaration = tree.getParent(parent)
      return parent.local === identifier && declaration?.type === 'ExportNamedDeclaration' && !declaration.source
    }
    default:
      return true
  }
}
