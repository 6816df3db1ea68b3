import type { Node } from '@babel/types'
import { SIGNATURE_HELPERS, type SignatureArgument } from '@plivo-to-vobiz/mappings'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { findAround, getKeyName, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'

/** Module that accepts a signature of either provider: what `--target both` writes. */
export const EITHER = '@plivo-to-vobiz/signatures/either'
/** Module that accepts a signature of Vobiz alone: what `--target vobiz` writes. */
export const VOBIZ = '@plivo-to-vobiz/signatures/vobiz'

/** A helper of the SDK that has a drop-in replacement of the same name and argument order. */
export interface Helper {
  readonly name: string
  readonly scheme: 'v1' | 'v2' | 'v3'
  readonly arguments: readonly SignatureArgument[]
}

const helpers = SIGNATURE_HELPERS.filter(({ language }) => language === 'node')
const byModule = new Map<string, ReadonlyMap<string, Helper>>()
for (const { modules } of helpers)
  for (const module of modules)
    byModule.set(
      module,
      new Map(helpers.filter((row) => row.modules.some((name) => name === module)).map((row) => [row.name, row])),
    )
const replaced = new Map<string, Helper>(byModule.get('plivo') ?? [])
byModule.set(EITHER, replaced)

/** A module specifier without what a registry puts around it: `npm:plivo@4` is `plivo`. */
function getHelpers(module: string): ReadonlyMap<string, Helper> | undefined {
  return byModule.get(module) ?? byModule.get(REGISTRY.exec(module)?.[1] ?? '')
}

/** Whether a module has signature helpers: the SDK's, or ours for both providers. */
export const isSdkModule = (module: string): boolean => getHelpers(module) !== undefined

const REGISTRY =
  /^(?:npm:|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run|unpkg\.com)\/)(@?[\w-]+(?:\/[\w-]+)?)(?:@[\w.^~-]+)?$/

/** Whether a module is loaded by a registry's address, where a rewrite would have to choose a version. */
export const isRegistryModule = (module: string): boolean => REGISTRY.test(module)

/** Names of the helpers, wherever they come from. */
export const HELPER_NAMES: ReadonlySet<string> = new Set(helpers.map(({ name }) => name))

/** Whether our packages have a replacement of the name. */
export const hasReplacement = (name: string): boolean => replaced.has(name)

/** How a module was loaded. */
export type Loader = 'import' | 'import-equals' | 'require' | 'dynamic' | 'then'

/** A value that is the SDK's module object. */
export interface ModuleRef {
  readonly module: string
  readonly literal: Node
  readonly loader: Loader
  /** The name that holds the module; absent when a member is taken from the load itself. */
  readonly binding?: Binding
  /** The expression that loads it, `await` and `.default` included. */
  readonly load?: Node
}

/** Where a helper is taken out of the SDK: the place an edit has to change. */
export type Origin =
  | {
      readonly kind: 'specifier'
      readonly node: NodeOf<'ImportSpecifier'>
      readonly declaration: NodeOf<'ImportDeclaration'>
      readonly module: string
      readonly literal: Node
      readonly binding: Binding
    }
  | {
      readonly kind: 'property'
      readonly node: NodeOf<'ObjectProperty'>
      readonly ref: ModuleRef
      readonly module: string
      readonly literal: Node
      readonly binding: Binding
    }
  | {
      readonly kind: 'member'
      readonly node: Node
      readonly ref: ModuleRef
      readonly module: string
      readonly literal: Node
    }

/** What an expression is, as far as the SDK is concerned. */
export type Value =
  | { readonly kind: 'module'; readonly ref: ModuleRef }
  | { readonly kind: 'helper'; readonly helper: Helper; readonly origin: Origin }
  | { readonly kind: 'legacy-client' }

/** Answers what expressions of one tree are. */
export type Evaluate = (node: Node) => Value | undefined

/** Follows names, destructuring, aliases and every form of import within a file. */
export function createEvaluator(tree: Tree): Evaluate {
  const scopes = getScopes(tree)
  const open = new Set<Node>()
  const evaluate: Evaluate = (node) => {
    if (open.has(node)) return undefined
    open.add(node)
    try {
      return evaluateNode(node)
    } finally {
      open.delete(node)
    }
  }
  const evaluateNode = (outer: Node): Value | undefined => {
    const node = unwrap(outer)
    switch (node.type) {
      case 'Identifier': {
        const binding = scopes.resolve(node)
        return binding && evaluateBinding(binding)
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return getMember(evaluate(node.object), getKeyName(node.property, node.computed), node)
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        return evaluateLoad(node, outer) ?? evaluateClient(node.callee)
      case 'LogicalExpression':
        return evaluateEither(node.left, node.right)
      case 'ConditionalExpression':
        return evaluateEither(node.consequent, node.alternate)
      case 'ImportExpression':
        return toModule(node.source, { loader: 'dynamic', load: outer })
      default:
        return undefined
    }
  }
  /** `plivo.default ?? plivo` is the module either way; other choices are not followed. */
  const evaluateEither = (left: Node, right: Node): Value | undefined => {
    const [one, other] = [evaluate(left), evaluate(right)]
    return one?.kind === 'module' && other?.kind === 'module' && one.ref.binding === other.ref.binding
      ? other
      : undefined
  }
  const evaluateClient = (callee: Node): Value | undefined => {
    const target = unwrap(callee)
    if (target.type !== 'MemberExpression' || getKeyName(target.property, target.computed) !== LEGACY_CLIENT)
      return undefined
    return evaluate(target.object)?.kind === 'module' ? { kind: 'legacy-client' } : undefined
  }
  const evaluateBinding = (binding: Binding): Value | undefined => {
    const { origin } = binding
    if (origin.kind === 'import') return evaluateImport(binding)
    if (origin.kind === 'import-equals') {
      const { moduleReference } = origin.declaration
      if (moduleReference.type !== 'TSExternalModuleReference') return undefined
      return withBinding(toModule(moduleReference.expression, { loader: 'import-equals' }), binding)
    }
    if (binding.opaque) return undefined
    const source = getSource(binding)
    if (source === undefined) return undefined
    let value = evaluate(source)
    for (const key of binding.path.slice(0, -1)) value = getMember(value, key, source)
    const last = binding.path.at(-1)
    if (last === undefined) return withBinding(value, binding)
    return getProperty(value, last, binding)
  }
  /** The expression a name takes its value from. */
  const getSource = (binding: Binding): Node | undefined => {
    const assigned = scopes.getAssignments(binding)
    if (binding.origin.kind === 'variable') {
      const { init } = binding.origin.declarator
      if (init) return assigned.length === 0 ? init : undefined
      return binding.path.length === 0 && assigned.length === 1 ? assigned[0] : undefined
    }
    if (binding.origin.kind !== 'parameter' || binding.origin.index !== 0) return undefined
    const call = tree.getParent(binding.origin.function)
    if (call?.type !== 'CallExpression' || call.arguments[0] !== binding.origin.function) return undefined
    const callee = call.callee
    if (callee.type !== 'MemberExpression' || getKeyName(callee.property, callee.computed) !== 'then') return undefined
    return callee.object
  }
  const evaluateImport = (binding: Binding): Value | undefined => {
    if (binding.origin.kind !== 'import') return undefined
    const { specifier, declaration } = binding.origin
    const module = declaration.source.value
    if (getHelpers(module) === undefined) return undefined
    if (specifier.type !== 'ImportSpecifier')
      return withBinding(toModule(declaration.source, { loader: 'import' }), binding)
    const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
    if (name === 'default') return withBinding(toModule(declaration.source, { loader: 'import' }), binding)
    const helper = getHelpers(module)?.get(name)
    if (helper === undefined) return undefined
    const origin = {
      kind: 'specifier',
      node: specifier,
      declaration,
      module,
      literal: declaration.source,
      binding,
    } as const
    return { kind: 'helper', helper, origin }
  }
  const withBinding = (value: Value | undefined, binding: Binding): Value | undefined => {
    if (value?.kind !== 'module' || value.ref.binding !== undefined) return value
    const loader = binding.origin.kind === 'parameter' ? 'then' : value.ref.loader
    return { kind: 'module', ref: { ...value.ref, loader, binding } }
  }
  const getProperty = (value: Value | undefined, key: string, binding: Binding): Value | undefined => {
    const { property } = binding
    if (value?.kind !== 'module' || property === undefined) return undefined
    const loader = binding.origin.kind === 'parameter' ? 'then' : value.ref.loader
    const ref = { ...value.ref, loader }
    if (key === 'default') return { kind: 'module', ref: ref.binding === undefined ? { ...ref, binding } : ref }
    const helper = getHelpers(ref.module)?.get(key)
    if (helper === undefined) return undefined
    return {
      kind: 'helper',
      helper,
      origin: { kind: 'property', node: property, ref, module: ref.module, literal: ref.literal, binding },
    }
  }
  return evaluate
}

const LEGACY_CLIENT = 'RestAPI'

function getMember(value: Value | undefined, key: string | undefined, node: Node): Value | undefined {
  if (value?.kind !== 'module' || key === undefined) return undefined
  const { ref } = value
  if (key === 'default') return { kind: 'module', ref: ref.binding === undefined ? { ...ref, load: node } : ref }
  const helper = getHelpers(ref.module)?.get(key)
  if (helper === undefined) return undefined
  return { kind: 'helper', helper, origin: { kind: 'member', node, ref, module: ref.module, literal: ref.literal } }
}

function toModule(literal: Node | undefined, load: Pick<ModuleRef, 'loader' | 'load'>): Value | undefined {
  const module = getStringValue(literal)
  if (literal === undefined || module === undefined || getHelpers(module) === undefined) return undefined
  return { kind: 'module', ref: { module, literal, ...load } }
}

/** `require('plivo')`, `import('plivo')`, and the wrapper compilers put around `require`. */
function evaluateLoad(
  node: NodeOf<'CallExpression' | 'OptionalCallExpression' | 'NewExpression'>,
  outer: Node,
): Value | undefined {
  const [argument] = node.arguments
  if (argument === undefined || node.type === 'NewExpression') return undefined
  if (node.callee.type === 'Import') return toModule(argument, { loader: 'dynamic', load: outer })
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined
  return toModule(argument, { loader: 'require', load: node })
}

/** Whether a node stands in a type, where nothing runs. */
export function isInType(tree: Tree, node: Node): boolean {
  return findAround(tree, node, ['TSTypeAnnotation', 'TSTypeQuery', 'TSQualifiedName', 'TSTypeReference']) !== undefined
}
