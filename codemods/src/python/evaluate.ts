import type { SourceFile } from '../source-file.ts'
import { getClassMembers } from './class-members.ts'
import { resolveImport } from './resolve-module.ts'
import { type Binding, getScopes, type Origin } from './scopes.ts'
import { getImportPath, isSdkPath } from './sdk-modules.ts'
import { findAround, getField, getNamedChildren, getPythonTree, is, type PyNode, unwrap } from './tree.ts'

/** An import that brings in a part of the SDK. */
export interface PythonImport {
  readonly file: SourceFile
  readonly binding: Binding
  readonly statement: PyNode
  readonly item: PyNode
}

/** What an expression is, as far as it comes from the SDK. */
export type PythonValue =
  /** A module, class or function of it, by its full path. */
  | { readonly kind: 'member'; readonly path: string; readonly imports: readonly PythonImport[] }
  /** What is taken out of an object that one of its classes made. */
  | {
      readonly kind: 'made'
      /** Full path of the class. */
      readonly by: string
      readonly path: readonly string[]
      /** The call that makes it, and the file it is in. */
      readonly call: PyNode | undefined
      readonly file: SourceFile
    }

/** Answers what an expression of a file is; `undefined` when it is nothing of the SDK or cannot be told. */
export interface EvaluatePython {
  (node: PyNode): PythonValue | undefined
  /** The same of a name of a module. */
  readonly ofBinding?: (binding: Binding) => PythonValue | undefined
}

/** How far files are followed. */
const MOST = 3

/** Follows names, attributes, `self`, functions that return, annotations and modules of the application. */
export function createPythonEvaluator(file: SourceFile, depth = 0): EvaluatePython {
  const scopes = getScopes(file)
  const open = new Set<unknown>()
  const known = new Map<unknown, PythonValue | undefined>()
  let cuts = 0
  /** Evaluates what a key stands for once; a circle ends without a value, and what rests on one is not kept. */
  const once = (key: unknown, work: () => PythonValue | undefined): PythonValue | undefined => {
    if (known.has(key)) return known.get(key)
    if (open.has(key)) {
      cuts += 1
      return undefined
    }
    const before = cuts
    open.add(key)
    const value = work()
    open.delete(key)
    if (cuts === before) known.set(key, value)
    return value
  }
  const evaluate: EvaluatePython = (outer) => {
    const node = unwrap(outer)
    return once(node.id(), () => evaluateNode(node))
  }
  const evaluateNode = (node: PyNode): PythonValue | undefined => {
    if (is(node, 'identifier')) return evaluateName(node)
    if (is(node, 'attribute')) return evaluateAttribute(node)
    if (is(node, 'call')) return evaluateCall(node)
    if (is(node, 'type')) return first(getNamedChildren(node).map(evaluate))
    // `Optional[RestClient]`, `RestClient | None`, `client or RestClient()`, `a if b else c`
    if (is(node, 'generic_type', 'type_parameter', 'binary_operator', 'boolean_operator', 'conditional_expression'))
      return first(getNamedChildren(node).map(evaluate))
    if (is(node, 'subscript')) return undefined
    return undefined
  }
  const evaluateName = (node: PyNode): PythonValue | undefined => {
    const binding = scopes.resolve(node)
    if (binding === undefined) return evaluateWildcard(node)
    return evaluateBinding(binding)
  }
  const evaluateBinding = (binding: Binding): PythonValue | undefined =>
    once(binding, () => {
      const values = binding.origins.map((origin) => evaluateOrigin(binding, origin))
      return agree(values.filter((value) => value !== 'nothing'))
    })
  /** `nothing` for what stands in until there is a value. */
  const evaluateOrigin = (binding: Binding, origin: Origin): PythonValue | 'nothing' | undefined => {
    if (origin.kind === 'value') {
      if (origin.index !== undefined) return undefined
      return isNothing(origin.value) ? 'nothing' : evaluate(origin.value)
    }
    if (origin.kind === 'parameter') return evaluateParameter(origin.node)
    if (origin.kind === 'with') return evaluate(origin.value)
    if (origin.kind === 'declared') return evaluateType(origin.type)
    if (origin.kind !== 'import') return undefined
    const path = getImportPath(origin.statement, origin.item)
    if (path !== undefined && isSdkPath(file, path))
      return { kind: 'member', path, imports: [{ file, binding, statement: origin.statement, item: origin.item }] }
    return evaluateForeign(origin.statement, origin.item)
  }
  const evaluateParameter = (node: PyNode): PythonValue | undefined => {
    const type = getField(node, 'type')
    const value = getField(node, 'value')
    return (type && evaluateType(type)) ?? (value && evaluate(value))
  }
  const evaluateType = (type: PyNode): PythonValue | undefined => toInstance(evaluate(type))
  const toInstance = (value: PythonValue | undefined): PythonValue | undefined =>
    value?.kind === 'member' && isClass(value.path)
      ? { kind: 'made', by: value.path, path: [], call: undefined, file }
      : undefined
  const evaluateForeign = (statement: PyNode, item: PyNode): PythonValue | undefined => {
    if (depth >= MOST) return undefined
    const found = resolveImport(file, statement, item)
    if (found?.name === undefined || !/plivo/i.test(found.file.text)) return undefined
    return evaluateExport(found.file, found.name)
  }
  const evaluateExport = (other: SourceFile, name: string): PythonValue | undefined => {
    const { root } = getPythonTree(other)
    const place = getNamedChildren(root)[0]
    const binding = place === undefined ? undefined : getScopes(other).lookup(name, place)
    return binding === undefined ? undefined : createPythonEvaluator(other, depth + 1).ofBinding?.(binding)
  }
  const evaluateAttribute = (node: PyNode): PythonValue | undefined => {
    const [object, name] = [getField(node, 'object'), getField(node, 'attribute')?.text()]
    if (object === undefined || name === undefined) return undefined
    if (is(object, 'identifier') && /^(?:self|cls)$/.test(object.text())) return evaluateField(node, name)
    const value = evaluate(object)
    if (value === undefined) return evaluateModuleMember(object, name)
    if (value.kind === 'member') return { ...value, path: `${value.path}.${name}` }
    return { ...value, path: [...value.path, name] }
  }
  /** `clients.plivo_client` of `from app import clients`. */
  const evaluateModuleMember = (object: PyNode, name: string): PythonValue | undefined => {
    const origins = is(object, 'identifier') ? (scopes.resolve(object)?.origins ?? []) : []
    const [origin] = origins
    if (origin?.kind !== 'import' || origins.length > 1 || depth >= MOST) return undefined
    const found = resolveImport(file, origin.statement, origin.item)
    if (found === undefined || found.name !== undefined || !/plivo/i.test(found.file.text)) return undefined
    return evaluateExport(found.file, name)
  }
  /** `self.client`: everything the class ever assigns to it, or the property of that name. */
  const evaluateField = (node: PyNode, name: string): PythonValue | undefined => {
    const owner = findAround(node, 'class_definition')
    if (owner === undefined) return undefined
    return once(`${owner.id()}.${name}`, () => {
      const members = getClassMembers(file, owner)
      const values = (members.assignments.get(name) ?? []).flatMap((one) => {
        const [right, type] = [getField(one, 'right'), getField(one, 'type')]
        const declared = type && evaluateType(type)
        if (declared !== undefined) return [declared]
        return right === undefined || isNothing(right) ? [] : [evaluate(right)]
      })
      if (values.length > 0) return agree(values)
      const method = members.methods.get(name)
      const decorators = method?.parent()
      return method && is(decorators, 'decorated_definition') && PROPERTY.test(decorators?.text() ?? '')
        ? evaluateReturns(method)
        : undefined
    })
  }
  const evaluateCall = (node: PyNode): PythonValue | undefined => {
    const callee = getField(node, 'function')
    if (callee === undefined) return undefined
    const value = evaluate(callee)
    if (value?.kind === 'member')
      return isClass(value.path) ? { kind: 'made', by: value.path, path: [], call: node, file } : undefined
    if (value !== undefined) {
      // The builder hands back what it was asked on, or what it made.
      const last = value.path.at(-1) ?? ''
      return value.path.length === 1 && /^add(?:_|[A-Z]|$)/.test(last) ? { ...value, path: [] } : undefined
    }
    const definition = findFunction(callee)
    return definition && evaluateReturns(definition.node, definition.file)
  }
  const findFunction = (callee: PyNode): { readonly node: PyNode; readonly file: SourceFile } | undefined => {
    if (is(callee, 'attribute')) {
      const object = getField(callee, 'object')
      if (object === undefined || !is(object, 'identifier') || !/^(?:self|cls)$/.test(object.text())) return undefined
      const owner = findAround(callee, 'class_definition')
      const found = owner && getClassMembers(file, owner).methods.get(getField(callee, 'attribute')?.text() ?? '')
      return found && { node: found, file }
    }
    const origins = is(callee, 'identifier') ? (scopes.resolve(callee)?.origins ?? []) : []
    const [origin] = origins
    if (origins.length !== 1 || origin === undefined) return undefined
    if (origin.kind === 'function') return { node: origin.node, file }
    if (origin.kind !== 'import' || depth >= MOST) return undefined
    const found = resolveImport(file, origin.statement, origin.item)
    if (found?.name === undefined || !/plivo/i.test(found.file.text)) return undefined
    const { root } = getPythonTree(found.file)
    const node = getNamedChildren(root)
      .map((one) => (is(one, 'decorated_definition') ? (getField(one, 'definition') ?? one) : one))
      .find((one) => is(one, 'function_definition') && getField(one, 'name')?.text() === found.name)
    return node && { node, file: found.file }
  }
  const evaluateReturns = (definition: PyNode, owner: SourceFile = file): PythonValue | undefined =>
    once(`${owner.path} ${definition.id()}`, () => {
      const evaluateThere = owner === file ? evaluate : createPythonEvaluator(owner, depth + 1)
      const type = getField(definition, 'return_type')
      const body = getField(definition, 'body')
      // Only a function that names what it may return is worth following.
      if (body === undefined || !/return|->/.test(definition.text())) return undefined
      const returned = body.findAll({ rule: { kind: 'return_statement' } })
      const values = returned.flatMap((one) => getNamedChildren(one)).filter((one) => !isNothing(one))
      return agree(values.map((one) => evaluateThere(one))) ?? (type && owner === file ? evaluateType(type) : undefined)
    })
  /** A name that `from plivo import *` may bring. */
  const evaluateWildcard = (node: PyNode): PythonValue | undefined => {
    for (const statement of getPythonTree(file).getNodes('import_from_statement')) {
      if (!getNamedChildren(statement).some((one) => is(one, 'wildcard_import'))) continue
      const module = getField(statement, 'module_name')?.text() ?? ''
      const isKnown = /^(?:RestClient|RestAPI|plivoxml|\w+Element|Response)$/.test(node.text())
      if (isSdkPath(file, module) && isKnown) return { kind: 'member', path: `${module}.${node.text()}`, imports: [] }
    }
    return undefined
  }
  return Object.assign(evaluate, { ofBinding: evaluateBinding })
}

const PROPERTY = /@(?:\w+\.)?(?:cached_)?property\b/

const first = <T>(values: readonly (T | undefined)[]): T | undefined => values.find((value) => value !== undefined)

const isNothing = (node: PyNode): boolean => is(unwrap(node), 'none') || node.text() === '""' || node.text() === "''"

/** Classes begin with a capital; everything else is a function or a module. */
const isClass = (path: string): boolean => /^[A-Z]/.test(path.split('.').at(-1) ?? '') && !/\.XML$/.test(path)

/** What several values are: one thing of the SDK, or nothing that can be told. */
function agree(values: readonly (PythonValue | undefined)[]): PythonValue | undefined {
  const [one, ...others] = values
  if (one === undefined) return undefined
  const key = (value: PythonValue | undefined): string | undefined =>
    value && (value.kind === 'member' ? value.path : [value.by, ...value.path].join(' '))
  if (!others.every((value) => key(value) === key(one))) return undefined
  if (one.kind === 'made') return one
  const imports = values.flatMap((value) => (value?.kind === 'member' ? value.imports : []))
  return { ...one, imports }
}
