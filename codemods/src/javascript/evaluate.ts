import type { Node } from '@babel/types'
import { getFunction, getReturned } from './calls.ts'
import { findDocumentedType, findTypeMember } from './declared-types.ts'
import { type Binding, getScopes, type Scopes } from './scopes.ts'
import { getMember, getProperty, type ModuleRef, type SdkValue, withBinding } from './sdk-values.ts'
import { findAround, getKeyName, getStringValue, type NodeOf, type Tree, unwrap, walk } from './tree.ts'

/** Answers what expressions of one tree are. */
export type Evaluate = (node: Node) => SdkValue | undefined

/** Answers what the modules of the application itself give. */
export interface Elsewhere {
  /** What a module exports under a name; `default` is the whole of a CommonJS module too. */
  getExport(specifier: string, name: string): SdkValue | undefined
  /** What a function of another file gives back. */
  getMade(callee: Node): SdkValue | undefined
}

/**
 * Follows names, destructuring, aliases, class fields, factories, declared types and every form of import within a
 * file, from the modules that `isModule` accepts, and into other files where `elsewhere` answers for them.
 */
export function createEvaluator(tree: Tree, isModule: (specifier: string) => boolean, elsewhere?: Elsewhere): Evaluate {
  const evaluator = new Evaluator(tree, isModule, elsewhere)
  return (node) => evaluator.evaluate(node)
}

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>
type Member = NodeOf<'MemberExpression' | 'OptionalMemberExpression'>

class Evaluator {
  private readonly tree: Tree
  private readonly isModule: (specifier: string) => boolean
  private readonly scopes: Scopes
  private readonly elsewhere: Elsewhere | undefined
  /** Expressions whose value is being asked for: one that leads back to itself has none. */
  private readonly open = new Set<Node>()
  private readonly known = new Map<Node, SdkValue | undefined>()
  private readonly fields = new Map<Node, ReadonlyMap<string, readonly Node[]>>()
  /** How often a value led back to itself. */
  private cuts = 0

  constructor(tree: Tree, isModule: (specifier: string) => boolean, elsewhere: Elsewhere | undefined) {
    this.tree = tree
    this.elsewhere = elsewhere
    this.isModule = isModule
    this.scopes = getScopes(tree)
  }

  evaluate(node: Node): SdkValue | undefined {
    if (this.known.has(node)) return this.known.get(node)
    if (this.open.has(node)) {
      this.cuts += 1
      return undefined
    }
    const { cuts } = this
    this.open.add(node)
    try {
      const value = this.evaluateNode(node)
      // A value found while one that leads here was being asked for may be incomplete.
      if (this.open.size === 1 || this.cuts === cuts) this.known.set(node, value)
      return value
    } finally {
      this.open.delete(node)
    }
  }

  private evaluateNode(outer: Node): SdkValue | undefined {
    const node = unwrap(outer)
    switch (node.type) {
      case 'Identifier': {
        const binding = this.scopes.resolve(node)
        return binding && this.evaluateBinding(binding)
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.evaluateMember(node)
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        return (
          this.evaluateLoad(node, outer) ??
          this.evaluateMade(node) ??
          this.evaluateThen(node) ??
          this.evaluateFactory(node.callee)
        )
      case 'LogicalExpression':
        return this.evaluateEither(node.left, node.right)
      case 'ConditionalExpression':
        return this.evaluateEither(node.consequent, node.alternate)
      case 'AssignmentExpression':
        return this.evaluate(node.right)
      case 'ImportExpression':
        return this.toModule(node.source, { loader: 'dynamic', load: outer })
      default:
        return undefined
    }
  }

  private evaluateMember(node: Member): SdkValue | undefined {
    const key = getMemberName(node.property, node.computed)
    if (unwrap(node.object).type === 'ThisExpression')
      return key === undefined ? undefined : this.evaluateField(node, key)
    const value = this.evaluate(node.object)
    if (value?.kind === 'local') return key === undefined ? undefined : this.elsewhere?.getExport(value.specifier, key)
    return getMember(value, key, node)
  }

  /** `plivo.default ?? plivo` is the module either way; a client is one whichever branch made it. */
  private evaluateEither(left: Node, right: Node): SdkValue | undefined {
    const [one, other] = [this.evaluate(left), this.evaluate(right)]
    if (one?.kind === 'module' && other?.kind === 'module')
      return one.ref.binding === other.ref.binding ? other : undefined
    return one?.kind === 'made' ? one : other?.kind === 'made' ? other : undefined
  }

  /** `require('plivo')` and `import('plivo')`. */
  private evaluateLoad(node: Call, outer: Node): SdkValue | undefined {
    const [argument] = node.arguments
    if (argument === undefined || node.type === 'NewExpression') return undefined
    if (node.callee.type === 'Import') return this.toModule(argument, { loader: 'dynamic', load: outer })
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
    return this.toModule(argument, { loader: 'require', load: node }) ?? this.toLocal(getStringValue(argument))
  }

  /** A module of the application: what it is as a whole, or something to take exports of. */
  private toLocal(specifier: string | undefined): SdkValue | undefined {
    if (this.elsewhere === undefined || specifier === undefined) return undefined
    return this.elsewhere.getExport(specifier, 'default') ?? { kind: 'local', specifier }
  }

  private evaluateMade(call: Call): SdkValue | undefined {
    const value = this.evaluate(call.callee)
    return value?.kind === 'member' ? { kind: 'made', by: value.name, path: [], maker: call } : undefined
  }

  /** `import('plivo').then((plivo) => new plivo.Client())`: what its callback makes. */
  private evaluateThen({ callee, arguments: given }: Call): SdkValue | undefined {
    const [callback] = given
    if (callee.type !== 'MemberExpression' || getKeyName(callee.property, callee.computed) !== 'then') return undefined
    if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') return undefined
    return getReturned(callback)
      .map((returned) => this.evaluate(returned))
      .find((value) => value?.kind === 'made')
  }

  /** What a function of the same file gives back, when that is something the SDK made. */
  private evaluateFactory(callee: Node): SdkValue | undefined {
    const local = getFunction(this.tree, unwrap(callee)) ?? this.findMethod(unwrap(callee))
    for (const returned of local ? getReturned(local) : []) {
      const value = this.evaluate(returned)
      if (value?.kind === 'made') return value
    }
    return local === undefined ? this.elsewhere?.getMade(callee) : undefined
  }

  private findMethod(callee: Node): NodeOf<'ClassMethod'> | undefined {
    if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression') return undefined
    const name = getKeyName(callee.property, callee.computed)
    const body = findAround(this.tree, callee, ['ClassBody'])
    return body?.body.find(
      (member): member is NodeOf<'ClassMethod'> =>
        member.type === 'ClassMethod' && getKeyName(member.key, member.computed) === name,
    )
  }

  private evaluateBinding(binding: Binding): SdkValue | undefined {
    const { origin } = binding
    if (origin.kind === 'import') return this.evaluateImport(binding)
    if (origin.kind === 'import-equals') {
      const { moduleReference } = origin.declaration
      if (moduleReference.type !== 'TSExternalModuleReference') return undefined
      return withBinding(this.toModule(moduleReference.expression, { loader: 'import-equals' }), binding)
    }
    if (binding.opaque) return undefined
    const source = this.getSource(binding)
    const last = binding.path.at(-1)
    if (source === undefined) return last === undefined ? this.evaluateType(binding) : this.evaluatePattern(binding)
    let value = this.evaluate(source)
    if (value?.kind === 'local' && last !== undefined)
      return binding.path.length === 1 ? this.elsewhere?.getExport(value.specifier, last) : undefined
    for (const key of binding.path.slice(0, -1)) value = getMember(value, key, source)
    if (last !== undefined) return getProperty(value, last, binding)
    return withBinding(value, binding) ?? this.evaluateType(binding)
  }

  /** The expression a name takes its value from. */
  private getSource(binding: Binding): Node | undefined {
    const { origin } = binding
    const assigned = this.scopes.getAssignments(binding)
    if (origin.kind === 'variable') {
      const { init } = origin.declarator
      const isEmpty =
        init === null ||
        init === undefined ||
        init.type === 'NullLiteral' ||
        (init.type === 'Identifier' && init.name === 'undefined')
      if (!isEmpty) return assigned.length === 0 ? init : undefined
      const [only, ...more] = assigned
      return binding.path.length === 0 && more.length === 0 ? only : undefined
    }
    if (origin.kind !== 'parameter' || origin.index !== 0) return undefined
    const call = this.tree.getParent(origin.function)
    if (call?.type !== 'CallExpression' || call.arguments[0] !== origin.function) return undefined
    const { callee } = call
    if (callee.type !== 'MemberExpression' || getKeyName(callee.property, callee.computed) !== 'then') return undefined
    return callee.object
  }

  private evaluateImport(binding: Binding): SdkValue | undefined {
    if (binding.origin.kind !== 'import') return undefined
    const { specifier, declaration } = binding.origin
    const module = declaration.source.value
    if (!this.isModule(module)) {
      if (specifier.type === 'ImportNamespaceSpecifier') return this.toLocal(module)
      return this.elsewhere?.getExport(module, getImportedName(specifier))
    }
    const whole = (): SdkValue | undefined =>
      withBinding(this.toModule(declaration.source, { loader: 'import' }), binding)
    const name = getImportedName(specifier)
    if (specifier.type !== 'ImportSpecifier' || name === 'default') return whole()
    const literal = declaration.source
    return {
      kind: 'member',
      name,
      origin: { kind: 'specifier', node: specifier, declaration, module, literal, binding },
    }
  }

  /** `this.client`, by what the class assigns to it or declares it to be. */
  private evaluateField(node: Member, key: string): SdkValue | undefined {
    const body = findAround(this.tree, node, ['ClassBody'])
    if (body === undefined) return undefined
    for (const value of this.getFields(body).get(key) ?? []) {
      const found = value.type === 'TSTypeAnnotation' ? this.evaluateAnnotation(value) : this.evaluate(value)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** What the fields of a class are set or declared to be, by their names. */
  private getFields(body: NodeOf<'ClassBody'>): ReadonlyMap<string, readonly Node[]> {
    const known = this.fields.get(body)
    if (known !== undefined) return known
    const fields = new Map<string, Node[]>()
    for (const [key, node] of findFieldSources(body)) fields.set(key, [...(fields.get(key) ?? []), node])
    this.fields.set(body, fields)
    return fields
  }

  /** A name that is declared to be one of the SDK's classes: `client: plivo.Client`, `@param {import('plivo').Client} client`. */
  private evaluateType(binding: Binding): SdkValue | undefined {
    const { identifier } = binding
    const annotation = identifier.type === 'Identifier' ? identifier.typeAnnotation : undefined
    if (annotation) return this.evaluateAnnotation(annotation)
    const documented = findDocumentedType(this.tree, binding)
    return documented && this.isModule(documented.module) ? { kind: 'made', by: documented.name, path: [] } : undefined
  }

  /** `({ client }: { client: plivo.Client })`, the type in place or declared in the file. */
  private evaluatePattern({ origin, path }: Binding): SdkValue | undefined {
    const [key, ...more] = path
    const pattern = origin.kind === 'parameter' ? origin.function.params[origin.index] : undefined
    if (pattern?.type !== 'ObjectPattern' || key === undefined || more.length > 0) return undefined
    const type = pattern.typeAnnotation?.type === 'TSTypeAnnotation' ? pattern.typeAnnotation.typeAnnotation : undefined
    const member = type && findTypeMember(this.tree, type, key)
    return member && this.evaluateAnnotation(member)
  }

  private evaluateAnnotation(annotation: Node): SdkValue | undefined {
    for (const inner of walk(annotation)) {
      if (inner.type !== 'TSTypeReference') continue
      const { typeName } = inner
      if (typeName.type === 'Identifier') {
        const value = this.evaluate(typeName)
        if (value?.kind === 'member') return { kind: 'made', by: value.name, path: [] }
      } else if (typeName.type === 'TSQualifiedName' && typeName.left.type === 'Identifier')
        if (this.evaluate(typeName.left)?.kind === 'module') return { kind: 'made', by: typeName.right.name, path: [] }
    }
    return undefined
  }

  private toModule(literal: Node | undefined, load: Pick<ModuleRef, 'loader' | 'load'>): SdkValue | undefined {
    const module = getStringValue(literal)
    if (literal === undefined || module === undefined || !this.isModule(module)) return undefined
    return { kind: 'module', ref: { module, literal, ...load } }
  }
}

function* findFieldSources(body: NodeOf<'ClassBody'>): Generator<readonly [string, Node]> {
  for (const member of body.body) {
    if (member.type === 'ClassProperty' || member.type === 'ClassPrivateProperty') {
      const key = getMemberName(member.key, member.type === 'ClassProperty' && member.computed === true)
      if (key === undefined) continue
      if (member.value) yield [key, member.value]
      if (member.typeAnnotation) yield [key, member.typeAnnotation]
    }
    if (member.type !== 'ClassMethod') continue
    const name = member.kind === 'get' ? getKeyName(member.key, member.computed) : undefined
    if (name !== undefined) for (const returned of getReturned(member)) yield [name, returned]
    if (name !== undefined && member.returnType) yield [name, member.returnType]
    for (const parameter of member.params) {
      if (parameter.type !== 'TSParameterProperty' || parameter.parameter.type !== 'Identifier') continue
      const { name, typeAnnotation } = parameter.parameter
      if (typeAnnotation) yield [name, typeAnnotation]
    }
  }
  for (const inner of walk(body)) {
    if (inner.type !== 'AssignmentExpression' || inner.left.type !== 'MemberExpression') continue
    const key = getMemberName(inner.left.property, inner.left.computed)
    if (inner.left.object.type === 'ThisExpression' && key !== undefined) yield [key, inner.right]
  }
}

/** The name of a member, a private one with its sign. */
const getMemberName = (key: Node, computed: boolean): string | undefined =>
  key.type === 'PrivateName' ? `#${key.id.name}` : getKeyName(key, computed)

function getImportedName(
  specifier: NodeOf<'ImportSpecifier' | 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier'>,
): string {
  if (specifier.type !== 'ImportSpecifier') return 'default'
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
}

/** Whether a node stands in a type, where nothing runs. */
export function isInType(tree: Tree, node: Node): boolean {
  return findAround(tree, node, ['TSTypeAnnotation', 'TSTypeQuery', 'TSQualifiedName', 'TSTypeReference']) !== undefined
}
