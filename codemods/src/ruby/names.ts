import { findAround, getField, is, isSame, type Node, walk } from '../grammar/tree.ts'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { getArguments, getMethodName, getNamedChildren, getRubyTree } from './tree.ts'

const METHODS = ['method', 'singleton_method']
const BLOCKS = ['block', 'do_block', 'lambda']
const SCOPES = [...METHODS, ...BLOCKS, 'class', 'module', 'singleton_class', 'program']
const ASSIGNMENTS = ['assignment', 'operator_assignment']

/** What a name gets its values from, as far as the file shows. */
export interface RubyOrigins {
  readonly values: readonly Node[]
  /** Whether code of other files hands in values too. */
  readonly isOpen: boolean
}

/** The method around a node; at the top of a script the block, or the whole program. */
export function findMethod(node: Node): Node | undefined {
  return (
    findAround(node, ...METHODS) ??
    findOutermost(node, ...BLOCKS) ??
    findAround(node, 'class', 'module') ??
    findAround(node, 'program')
  )
}

function findOutermost(node: Node, ...kinds: readonly string[]): Node | undefined {
  const around = findAround(node, ...kinds)
  return around === undefined ? undefined : (findOutermost(around, ...kinds) ?? around)
}

/** Every method that a file defines, by its name. */
export const getMethods: (file: SourceFile) => ReadonlyMap<string, readonly Node[]> = oncePerFile((file) => {
  const methods = new Map<string, readonly Node[]>()
  for (const kind of METHODS)
    for (const node of getRubyTree(file).getNodes(kind)) {
      const name = getField(node, 'name')?.text() ?? ''
      methods.set(name, [...(methods.get(name) ?? []), node])
    }
  return methods
})

/** The method of the same file that a call goes to; none when there are several of its name. */
export function findLocalMethod(file: SourceFile, call: Node): Node | undefined {
  const name = is(call, 'identifier') ? call.text() : getMethodName(call)
  const [only, ...more] = getMethods(file).get(name ?? '') ?? []
  if (only === undefined || more.length > 0) return undefined
  const receiver = is(call, 'identifier') ? undefined : getField(call, 'receiver')
  if (receiver === undefined || is(receiver, 'self')) return only
  const owner = findAround(only, 'class', 'module')
  return owner !== undefined && getField(owner, 'name')?.text() === receiver.text() ? only : undefined
}

/** Values of a name: a variable, a constant, or a method without arguments; `undefined` for any other node. */
export function getOrigins(file: SourceFile, node: Node): RubyOrigins | undefined {
  if (is(node, 'identifier')) return getVariable(file, node) ?? getReturnedBy(file, node)
  if (is(node, 'instance_variable', 'class_variable', 'global_variable')) return closed(findAssigned(file, node))
  if (is(node, 'constant', 'scope_resolution')) return closed(findConstant(file, node))
  if (!is(node, 'call')) return undefined
  return getReturnedBy(file, node) ?? getSetting(file, node)
}

const closed = (values: readonly Node[]): RubyOrigins | undefined =>
  values.length === 0 ? undefined : { values, isOpen: false }

/** The variable's own scope: the closest one that assigns it or has it as a parameter. */
function getVariable(file: SourceFile, node: Node): RubyOrigins | undefined {
  const name = node.text()
  for (let scope = findAround(node, ...SCOPES); scope !== undefined; scope = findAround(scope, ...SCOPES)) {
    const parameter = findParameter(scope, name)
    const values = getAssignedIn(scope, name)
    if (parameter !== undefined) {
      const passed = is(scope, ...METHODS) ? getPassed(file, scope, parameter) : { values: [], isOpen: false }
      return { values: [...values, ...passed.values], isOpen: passed.isOpen }
    }
    if (values.length > 0) return { values, isOpen: false }
    if (!is(scope, ...BLOCKS)) return undefined
  }
  return undefined
}

/** What is assigned to a variable in a scope and the blocks inside it. */
function getAssignedIn(scope: Node, name: string): readonly Node[] {
  const found: Node[] = []
  const visit = (node: Node): void => {
    if (is(node, ...SCOPES) && !is(node, ...BLOCKS)) return
    if (is(node, ...ASSIGNMENTS)) {
      const [left, right] = [getField(node, 'left'), getField(node, 'right')]
      if (right !== undefined && is(left, 'identifier') && left?.text() === name) found.push(right)
      if (right !== undefined && is(left, 'left_assignment_list')) {
        const index = left === undefined ? -1 : getNamedChildren(left).findIndex((one) => one.text() === name)
        const parts = is(right, 'right_assignment_list', 'array') ? getNamedChildren(right) : [right]
        const part = parts.length === 1 ? parts[0] : parts[index]
        if (index >= 0 && part !== undefined) found.push(part)
      }
    }
    for (const child of node.children()) visit(child)
  }
  for (const child of scope.children()) visit(child)
  return found
}

/** The parameters of a method or block, in order. */
export function getParameters(scope: Node): readonly Node[] {
  const list = getField(scope, 'parameters')
  return list === undefined ? [] : getNamedChildren(list)
}

/** The name of a parameter. */
export const getParameterName = (parameter: Node): string =>
  is(parameter, 'identifier') ? parameter.text() : (getField(parameter, 'name')?.text() ?? '')

const findParameter = (scope: Node, name: string): Node | undefined =>
  getParameters(scope).find((one) => getParameterName(one) === name)

/** What calls of the same file pass for a parameter, its default included. */
function getPassed(file: SourceFile, method: Node, parameter: Node): RubyOrigins {
  const name = getField(method, 'name')?.text() ?? ''
  const calls = getRubyTree(file)
    .getNodes('call')
    .filter((call) => getMethodName(call) === name && isSame(findLocalMethod(file, call), method))
  const key = getParameterName(parameter)
  const index = getParameters(method).findIndex((one) => isSame(one, parameter))
  const values = calls.flatMap((call) => {
    const given = getArguments(call)
    if (is(parameter, 'keyword_parameter'))
      return given.flatMap((one) =>
        is(one, 'pair') && getField(one, 'key')?.text() === key ? (getField(one, 'value') ?? []) : [],
      )
    const value = given[index]
    return value === undefined || is(value, 'splat_argument', 'pair') ? [] : [value]
  })
  const preset = getField(parameter, 'value')
  return {
    values: preset === undefined ? values : [...values, preset],
    isOpen: calls.length === 0 || !isPrivate(file, method),
  }
}

/** Whether only the class itself may call a method: it comes after a lone `private`. */
function isPrivate(file: SourceFile, method: Node): boolean {
  const name = getField(method, 'name')?.text() ?? ''
  if (new RegExp(`\\bprivate(?:_class_method)?\\b[^\\n]*:${name.replace(/\W/g, '\\$&')}(?!\\w)`).test(file.text))
    return true
  return method.prevAll().some((node) => is(node, 'identifier') && node.text() === 'private')
}

/** What a method of the same file gives back: its last expression, and every `return`. */
function getReturnedBy(file: SourceFile, call: Node): RubyOrigins | undefined {
  const method = findLocalMethod(file, call)
  return method === undefined ? undefined : closed(getReturned(method))
}

/** Values a method gives back. */
export function getReturned(method: Node): readonly Node[] {
  const body = getField(method, 'body')
  if (body === undefined) return []
  const last = is(body, 'body_statement') ? getNamedChildren(body).at(-1) : body
  const returns = [...walk(body)].filter(
    (node) => is(node, 'return') && node.isNamed() && isSame(findMethod(node), method),
  )
  return last === undefined ? returns : [last, ...returns]
}

const findAssigned = (file: SourceFile, node: Node): readonly Node[] =>
  ASSIGNMENTS.flatMap((kind) => getRubyTree(file).getNodes(kind)).flatMap((one) => {
    const right = getField(one, 'right')
    return right !== undefined && getField(one, 'left')?.text() === node.text() ? [right] : []
  })

/** What a constant of the same file holds: it is told by its last name. */
function findConstant(file: SourceFile, node: Node): readonly Node[] {
  const parent = node.parent()
  if (is(parent, 'scope_resolution')) return []
  const name = (getField(node, 'name') ?? node).text()
  return getRubyTree(file)
    .getNodes('assignment')
    .flatMap((one) => {
      const [left, right] = [getField(one, 'left'), getField(one, 'right')]
      return is(left, 'constant') && left?.text() === name && right !== undefined ? [right] : []
    })
}

/** `settings.name` of Sinatra: what `set :name, value` says in the same file. */
function getSetting(file: SourceFile, call: Node): RubyOrigins | undefined {
  if (getField(call, 'receiver')?.text() !== 'settings') return undefined
  const name = getMethodName(call)
  const values = getRubyTree(file)
    .getNodes('call')
    .filter((one) => getMethodName(one) === 'set' && getField(one, 'receiver') === undefined)
    .flatMap((one) => {
      const [key, value] = getArguments(one)
      return key?.text() === `:${name}` && value !== undefined ? [value] : []
    })
  return closed(values)
}
