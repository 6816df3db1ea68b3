import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { getField, getNamedChildren, getPythonTree, is, isSame, type PyNode, walk } from './tree.ts'

/** How a name comes to hold a value. */
export type Origin =
  /** `import a.b`, `import a as x`, `from a import b as x`: `item` is the part between the commas. */
  | { readonly kind: 'import'; readonly statement: PyNode; readonly item: PyNode }
  | { readonly kind: 'parameter'; readonly function: PyNode; readonly node: PyNode }
  | { readonly kind: 'function'; readonly node: PyNode }
  | { readonly kind: 'class'; readonly node: PyNode }
  /** An assignment; with `index`, of one value of the several that an expression such as a call gives. */
  | { readonly kind: 'value'; readonly value: PyNode; readonly index?: number }
  /** `with value as name`: what the value gives on entering. */
  | { readonly kind: 'with'; readonly value: PyNode }
  /** A name that is declared with a type and gets no value there. */
  | { readonly kind: 'declared'; readonly type: PyNode }
  /** A loop, an exception, a pattern, an augmented assignment: where the value comes from is not followed. */
  | { readonly kind: 'other' }

/** A name of one scope, with everything that is ever assigned to it. */
export interface Binding {
  readonly name: string
  readonly origins: readonly Origin[]
  /** The module, function, lambda, class or comprehension it belongs to. */
  readonly scope: PyNode
}

/** Which name means what, in one file. */
export interface Scopes {
  /** What an identifier refers to; `undefined` for builtins and names that come from elsewhere. */
  resolve(identifier: PyNode): Binding | undefined
  /** What a name would mean at the place of a node. */
  lookup(name: string, place: PyNode): Binding | undefined
  /** Every identifier that reads a binding. */
  getReferences(binding: Binding): readonly PyNode[]
}

/** The scopes of a file; worked out once. */
export const getScopes: (file: SourceFile) => Scopes = oncePerFile((file) => {
  const tree = getPythonTree(file)
  const { scopes, targets } = collect(tree.root)
  const lookup = (name: string, place: PyNode): Binding | undefined => find(scopes, name, place)
  let references: Map<Binding, PyNode[]> | undefined
  const indexReferences = (): Map<Binding, PyNode[]> => {
    const index = new Map<Binding, PyNode[]>()
    for (const node of tree.getNodes('identifier')) {
      if (targets.has(node.id()) || !isReference(node)) continue
      const binding = lookup(node.text(), node)
      if (binding !== undefined) index.set(binding, [...(index.get(binding) ?? []), node])
    }
    return index
  }
  return {
    resolve: (identifier) => (isReference(identifier) ? lookup(identifier.text(), identifier) : undefined),
    lookup,
    getReferences(binding) {
      references ??= indexReferences()
      return references.get(binding) ?? []
    },
  }
})

interface Scope {
  readonly node: PyNode
  readonly names: Map<string, { readonly name: string; readonly origins: Origin[]; readonly scope: PyNode }>
  readonly globals: Set<string>
}

type ScopeMap = ReadonlyMap<number, Scope>

const COMPREHENSIONS = ['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression']
const FUNCTIONS = ['function_definition', 'lambda']
/** Kinds of nodes that hold no names of their own. */
const LEAVES: ReadonlySet<string> = new Set([
  'identifier',
  'string_start',
  'string_end',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'comment',
  'escape_sequence',
])

/** Whether an identifier reads a name: not an attribute, a keyword or a part of an import. */
function isReference(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'attribute')) return isSame(getField(parent, 'object'), node)
  if (is(parent, 'keyword_argument')) return isSame(getField(parent, 'value'), node)
  if (is(parent, 'dotted_name'))
    return findPatternName(parent) && isSame(getNamedChildren(parent)[0], node) && getNamedChildren(parent).length > 1
  if (is(parent, 'aliased_import', 'global_statement', 'nonlocal_statement')) return false
  return !(is(parent, ...FUNCTIONS, 'class_definition') && isSame(getField(parent, 'name'), node))
}

const findPatternName = (dotted: PyNode): boolean =>
  !is(
    dotted.parent(),
    'import_statement',
    'import_from_statement',
    'aliased_import',
    'relative_import',
    'future_import_statement',
  )

function find(scopes: ScopeMap, name: string, place: PyNode): Binding | undefined {
  let inner: PyNode = place
  let isFirst = true
  for (let around = place.parent(); around !== null; inner = around, around = around.parent()) {
    const scope = scopes.get(around.id())
    if (scope === undefined || !covers(around, inner)) continue
    const isClass = is(around, 'class_definition')
    if (scope.globals.has(name)) return findModule(scopes)?.names.get(name)
    const found = isClass && !isFirst ? undefined : scope.names.get(name)
    if (found !== undefined) return found
    isFirst = false
  }
  return undefined
}

const findModule = (scopes: ScopeMap): Scope | undefined => [...scopes.values()].find(({ node }) => is(node, 'module'))

/** A function's defaults and decorators and a class's bases belong to the scope around it. */
function covers(scope: PyNode, inner: PyNode): boolean {
  if (!is(scope, ...FUNCTIONS, 'class_definition')) return true
  return isSame(getField(scope, 'body'), inner)
}

function collect(root: PyNode): { readonly scopes: ScopeMap; readonly targets: ReadonlySet<number> } {
  const scopes = new Map<number, Scope>()
  const targets = new Set<number>()
  const open = (node: PyNode): Scope => {
    const scope: Scope = { node, names: new Map(), globals: new Set() }
    scopes.set(node.id(), scope)
    return scope
  }
  const bind = (inner: Scope, name: string, origin: Origin): void => {
    const scope = inner.globals.has(name) ? (findModule(scopes) ?? inner) : inner
    const known = scope.names.get(name) ?? { name, origins: [], scope: scope.node }
    known.origins.push(origin)
    scope.names.set(name, known)
  }
  const bindTarget = (scope: Scope, target: PyNode, origin: Origin): void => {
    if (is(target, 'identifier')) {
      targets.add(target.id())
      bind(scope, target.text(), origin)
    } else if (
      is(
        target,
        'pattern_list',
        'tuple_pattern',
        'list_pattern',
        'tuple',
        'list',
        'list_splat_pattern',
        'parenthesized_expression',
        'as_pattern_target',
      )
    ) {
      const inner = getNamedChildren(target)
      const hasSplat = inner.some((one) => is(one, 'list_splat_pattern'))
      for (const [index, one] of inner.entries()) bindTarget(scope, one, hasSplat ? OTHER : getPart(origin, index))
    }
  }
  const bindParameters = (scope: Scope, node: PyNode): void => {
    const list = getField(node, 'parameters')
    for (const parameter of list === undefined ? [] : getNamedChildren(list)) {
      const name = is(parameter, 'identifier') ? parameter : getParameterName(parameter)
      if (name === undefined) continue
      targets.add(name.id())
      bind(scope, name.text(), { kind: 'parameter', function: node, node: parameter })
    }
  }
  const visitChildren = (node: PyNode, scope: Scope): void => {
    for (const child of node.namedChildren()) visit(child, scope)
  }
  // A file has many nodes, and each question about one leaves JavaScript: the kind is asked for once.
  const visit = (node: PyNode, scope: Scope): void => {
    const kind = String(node.kind())
    if (FUNCTIONS.includes(kind) || kind === 'class_definition') {
      const name = getField(node, 'name')
      const body = getField(node, 'body')
      const inner = open(node)
      if (name !== undefined) {
        targets.add(name.id())
        bind(scope, name.text(), { kind: kind === 'class_definition' ? 'class' : 'function', node })
      }
      bindParameters(inner, node)
      for (const child of node.namedChildren()) visit(child, body !== undefined && isSame(child, body) ? inner : scope)
      return
    }
    if (LEAVES.has(kind)) return
    if (COMPREHENSIONS.includes(kind)) {
      visitChildren(node, open(node))
      return
    }
    bindStatement(kind, node, scope)
    visitChildren(node, scope)
  }
  const bindStatement = (kind: string, node: PyNode, scope: Scope): void => {
    switch (kind) {
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'for_in_clause': {
        const [left, right] = [getField(node, 'left'), getField(node, 'right')]
        if (left === undefined) return
        if (kind !== 'assignment') bindTarget(scope, left, OTHER)
        else
          bindTarget(
            scope,
            left,
            right === undefined ? getDeclared(node) : { kind: 'value', value: getAssigned(right) },
          )
        return
      }
      case 'named_expression': {
        const [name, value] = [getField(node, 'name'), getField(node, 'value')]
        if (name !== undefined)
          bindTarget(getHolder(scope, scopes), name, value === undefined ? OTHER : { kind: 'value', value })
        return
      }
      case 'as_pattern_target':
        for (const one of getNamedChildren(node)) bindTarget(scope, one, getEntered(node))
        return
      case 'import_statement':
      case 'import_from_statement':
        bindImport(node, scope)
        return
      case 'global_statement':
        for (const one of getNamedChildren(node)) scope.globals.add(one.text())
        return
      case 'case_pattern':
        bindCapture(node, scope)
    }
  }
  const bindCapture = (node: PyNode, scope: Scope): void => {
    const [only] = getNamedChildren(node)
    const [name, ...rest] = only === undefined ? [] : getNamedChildren(only)
    if (only && is(only, 'dotted_name') && name !== undefined && rest.length === 0) bindTarget(scope, name, OTHER)
  }
  const bindImport = (statement: PyNode, scope: Scope): void => {
    for (const item of statement.fieldChildren('name')) {
      const path = is(item, 'aliased_import') ? getField(item, 'name') : item
      const alias = is(item, 'aliased_import') ? getField(item, 'alias') : undefined
      const local =
        alias?.text() ?? (is(statement, 'import_statement') ? path?.text().split('.')[0]?.trim() : path?.text())
      if (local !== undefined) bind(scope, local, { kind: 'import', statement, item })
    }
  }
  visitChildren(root, open(root))
  return { scopes, targets }
}

const OTHER: Origin = { kind: 'other' }

/** `name: Type` without a value. */
function getDeclared(assignment: PyNode): Origin {
  const type = getField(assignment, 'type')
  return type === undefined ? OTHER : { kind: 'declared', type }
}

/** What a `with` binds; an exception and a pattern bind what is not followed. */
function getEntered(target: PyNode): Origin {
  const pattern = target.parent()
  const [value] = pattern === null ? [] : getNamedChildren(pattern)
  return value !== undefined && is(pattern?.parent(), 'with_item') ? { kind: 'with', value } : OTHER
}

/** What one name of several on the left of an assignment gets. */
function getPart(origin: Origin, index: number): Origin {
  if (origin.kind !== 'value' || origin.index !== undefined) return OTHER
  if (!is(origin.value, 'expression_list', 'tuple', 'list')) return { ...origin, index }
  const value = getNamedChildren(origin.value)[index]
  return value === undefined ? OTHER : { kind: 'value', value }
}

/** `a = b = value`: the value. */
function getAssigned(right: PyNode): PyNode {
  const next = is(right, 'assignment') ? getField(right, 'right') : undefined
  return next === undefined ? right : getAssigned(next)
}

function getParameterName(parameter: PyNode): PyNode | undefined {
  const name = getField(parameter, 'name')
  if (name !== undefined) return is(name, 'identifier') ? name : getParameterName(name)
  return [...walk(parameter)].find((node) => is(node, 'identifier'))
}

/** A walrus inside a comprehension binds in the function around it. */
function getHolder(scope: Scope, scopes: ScopeMap): Scope {
  if (!is(scope.node, ...COMPREHENSIONS)) return scope
  for (let around = scope.node.parent(); around !== null; around = around.parent()) {
    const outer = scopes.get(around.id())
    if (outer !== undefined) return getHolder(outer, scopes)
  }
  return scope
}
