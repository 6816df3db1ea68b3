import { oncePerFile } from '../../src/language.ts'
import { type Binding, getScopes } from '../../src/python/scopes.ts'
import {
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  is,
  isSame,
  type PyNode,
  unwrap,
  walk,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { HeaderRead } from './headers.ts'
import type { Injected } from './injected.ts'

/** Where a value comes from, as far as headers are concerned. */
export interface Trace {
  readonly reads: ReadonlySet<HeaderRead>
  /** The value also comes in through a parameter of a function that code in other files may call. */
  readonly fromOutside: boolean
  /** Parameters that the framework fills from a header. */
  readonly injected: ReadonlySet<Injected>
}

/** Follows a value back to the header reads it is made of. */
export type Tracer = (node: PyNode) => Trace

/** Where a file takes headers from. */
export interface HeaderSources {
  readonly reads: readonly HeaderRead[]
  readonly injected: readonly Injected[]
}

/** Makes a tracer for one file. */
export function createTracer(file: SourceFile, { reads, injected }: HeaderSources): Tracer {
  const scopes = getScopes(file)
  const byNode = new Map<number, HeaderRead>(reads.map((read) => [read.node.id(), read]))
  return (start) => {
    const found = new Set<HeaderRead>()
    const filled = new Set<Injected>()
    const seen = new Set<string>()
    let fromOutside = false
    const follow = (outer: PyNode, index?: number): void => {
      const node = unwrap(outer)
      const key = `${node.id()}:${index ?? ''}`
      if (seen.has(key)) return
      seen.add(key)
      const read = byNode.get(node.id())
      if (read !== undefined) found.add(read)
      else followInto(node, index)
    }
    const followAll = (nodes: readonly PyNode[]): void => {
      for (const node of nodes) follow(node)
    }
    const followInto = (node: PyNode, index: number | undefined): void => {
      const inner = getNamedChildren(node)
      if (is(node, 'identifier')) {
        const binding = scopes.resolve(node)
        if (binding !== undefined) followBinding(binding, index)
      } else if (is(node, 'call')) followCall(node, index)
      else if (is(node, 'conditional_expression')) followAll([inner[0], inner[2]].filter((one) => one !== undefined))
      else if (is(node, 'expression_list', 'tuple', 'list')) {
        const part = index === undefined ? undefined : inner[index]
        followAll(part === undefined ? inner : [part])
      } else if (is(node, 'named_expression')) {
        const value = getField(node, 'value')
        if (value !== undefined) follow(value, index)
      } else if (is(node, 'boolean_operator', 'binary_operator', 'string', 'interpolation', 'concatenated_string'))
        followAll(inner)
    }
    const followCall = (call: PyNode, index: number | undefined): void => {
      const callee = getField(call, 'function')
      const local = callee && findFunction(file, callee)
      if (local !== undefined) for (const value of getReturned(local)) follow(value, index)
      else followAll(getArguments(call).map(({ value }) => value))
      const object = callee && is(callee, 'attribute') ? getField(callee, 'object') : undefined
      if (object !== undefined) follow(object)
    }
    const followBinding = (binding: Binding, index: number | undefined): void => {
      for (const origin of binding.origins) {
        if (origin.kind === 'value') follow(origin.value, origin.index ?? index)
        if (origin.kind === 'parameter') followParameter(origin.function, origin.node, binding.name)
      }
    }
    const followParameter = (fn: PyNode, parameter: PyNode, name: string): void => {
      const preset = getField(parameter, 'value')
      const own = injected.find(({ node }) => isSame(node, parameter))
      if (own !== undefined) {
        filled.add(own)
        return
      }
      if (preset !== undefined) follow(preset)
      const { calls, isShared } = findCalls(file, fn)
      if (isShared) fromOutside = true
      for (const value of calls.flatMap((call) => getPassed(call, fn, name))) follow(value)
    }
    follow(start)
    return { reads: found, fromOutside, injected: filled }
  }
}

/** The first function of each name. */
const getByName = oncePerFile(
  (file): ReadonlyMap<string, PyNode> =>
    new Map(
      getPythonTree(file)
        .getNodes('function_definition')
        .map((node) => [getField(node, 'name')?.text() ?? '', node] as const)
        .reverse(),
    ),
)

/** The function of the same file that a call goes to. */
export function findFunction(file: SourceFile, callee: PyNode): PyNode | undefined {
  if (!is(callee, 'identifier')) {
    const [object, name] = [getField(callee, 'object'), getField(callee, 'attribute')]
    if (object === undefined || !is(object, 'identifier') || !isOwner(file, object)) return undefined
    return getByName(file).get(name?.text() ?? '')
  }
  const binding = getScopes(file).resolve(callee)
  const [origin] = binding?.origins ?? []
  return binding?.origins.length === 1 && origin?.kind === 'function' ? origin.node : undefined
}

/** `self`, `cls`, or a class of the file by its name. */
function isOwner(file: SourceFile, object: PyNode): boolean {
  const [origin, ...more] = getScopes(file).resolve(object)?.origins ?? []
  return /^(?:self|cls)$/.test(object.text()) || (origin?.kind === 'class' && more.length === 0)
}

/** Values a function gives back; those of functions inside it are not its own. */
export function getReturned(fn: PyNode): readonly PyNode[] {
  const visit = (node: PyNode): readonly PyNode[] => {
    if (is(node, 'function_definition', 'class_definition', 'lambda')) return []
    if (is(node, 'return_statement')) return getNamedChildren(node)
    return node.children().flatMap(visit)
  }
  const body = getField(fn, 'body')
  if (body === undefined) return []
  return is(fn, 'lambda') ? [body] : visit(body)
}

const isMethod = (fn: PyNode): boolean => {
  const around = fn.parent()
  const block = around && is(around, 'decorated_definition') ? around.parent() : around
  return is(block, 'block') && is(block?.parent(), 'class_definition')
}

/** The calls of a function in its own file, and whether code of other files may call it too. */
interface Calls {
  readonly calls: readonly PyNode[]
  readonly isShared: boolean
}

const getKnownCalls = oncePerFile((): Map<number, Calls> => new Map())

/** Found once for each function: following a value comes by many times. */
function findCalls(file: SourceFile, fn: PyNode): Calls {
  const known = getKnownCalls(file)
  const calls = known.get(fn.id()) ?? collectCalls(file, fn)
  known.set(fn.id(), calls)
  return calls
}

function collectCalls(file: SourceFile, fn: PyNode): Calls {
  const name = getField(fn, 'name')
  if (name === undefined) return { calls: [], isShared: false }
  if (isMethod(fn)) {
    const calls = getPythonTree(file)
      .getNodes('call')
      .filter((call) => {
        const callee = getField(call, 'function')
        return callee !== undefined && is(callee, 'attribute') && getField(callee, 'attribute')?.text() === name.text()
      })
    return { calls, isShared: !name.text().startsWith('_') || calls.length === 0 }
  }
  const scopes = getScopes(file)
  const binding = scopes.lookup(name.text(), fn)
  const uses = binding === undefined ? [] : scopes.getReferences(binding)
  const calls = uses.flatMap((use) => {
    const call = use.parent()
    return call !== null && is(call, 'call') && isSame(getField(call, 'function'), use) ? [call] : []
  })
  const isTop = binding !== undefined && is(binding.scope, 'module')
  return { calls, isShared: (isTop && !name.text().startsWith('_')) || calls.length < uses.length }
}

/** What a call passes for a parameter. */
export function getPassed(call: PyNode, fn: PyNode, name: string): readonly PyNode[] {
  const given = getArguments(call)
  const named = given.find((argument) => argument.name === name)
  if (named !== undefined) return [named.value]
  const list = getField(fn, 'parameters')
  const names = (list === undefined ? [] : getNamedChildren(list)).map((one) =>
    (getField(one, 'name') ?? [...walk(one)].find((node) => is(node, 'identifier')))?.text(),
  )
  const callee = getField(call, 'function')
  const skipsSelf = isMethod(fn) && is(callee, 'attribute') && /^(?:self|cls)$/.test(names[0] ?? '')
  const argument = given[names.indexOf(name) - (skipsSelf ? 1 : 0)]
  return argument === undefined || argument.name !== undefined || argument.isSpread ? [] : [argument.value]
}
