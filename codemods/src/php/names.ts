import { findAround, getField, is, isSame, type Node, walk } from '../grammar/tree.ts'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import {
  getArguments,
  getCallName,
  getCallObject,
  getCalls,
  getNamedChildren,
  getPhpTree,
  getStringValue,
  type PhpArgument,
} from './tree.ts'

const NAMED = ['function_definition', 'method_declaration']
const FUNCTIONS = [...NAMED, 'anonymous_function', 'arrow_function']
const CLASSES = [
  'class_declaration',
  'trait_declaration',
  'enum_declaration',
  'anonymous_class',
  'object_creation_expression',
]
const ASSIGNMENTS = ['assignment_expression', 'augmented_assignment_expression']

/** What a name gets its values from, as far as the file shows. */
export interface PhpOrigins {
  readonly values: readonly Node[]
  /** Whether code of other files hands in values too. */
  readonly isOpen: boolean
}

/** The function or method around a node; the program at the top of a script. */
export const findFunction = (node: Node): Node | undefined =>
  findAround(node, ...FUNCTIONS) ?? findAround(node, 'program')

const getFunctions: (file: SourceFile) => readonly Node[] = oncePerFile((file) =>
  NAMED.flatMap((kind) => getPhpTree(file).getNodes(kind)),
)

/** Whether a file defines a function or method of a name. */
export const definesFunction = (file: SourceFile, name: string): boolean =>
  getFunctions(file).some((node) => getField(node, 'name')?.text().toLowerCase() === name.toLowerCase())

/** The function or method of the same file that a call goes to. */
export function findLocalFunction(file: SourceFile, call: Node): Node | undefined {
  const name = getCallName(call).toLowerCase()
  const found = getFunctions(file).filter((node) => getField(node, 'name')?.text().toLowerCase() === name)
  const object = getCallObject(call)
  if (object === undefined) return found.find((node) => is(node, 'function_definition'))
  const [only, ...more] = found.filter((node) => is(node, 'method_declaration'))
  if (only === undefined || more.length > 0) return undefined
  if (/^(?:\$this|self|static)$/i.test(object.text())) return only
  return getField(findAround(only, 'class_declaration') ?? only, 'name')?.text() === object.text() ? only : undefined
}

/** Values of a variable, property, constant or call of the file; `undefined` for any other node. */
export function getOrigins(file: SourceFile, node: Node): PhpOrigins | undefined {
  if (is(node, 'variable_name'))
    return is(node.parent(), 'member_access_expression') ? undefined : getVariable(file, node)
  if (is(node, 'member_access_expression', 'scoped_property_access_expression')) return closed(findProperty(file, node))
  if (is(node, 'class_constant_access_expression', 'name')) return closed(findConstant(file, node))
  if (!is(node, 'function_call_expression', 'member_call_expression', 'scoped_call_expression')) return undefined
  const local = findLocalFunction(file, node)
  return local === undefined ? undefined : closed(getReturned(local).flatMap((one) => getNamedChildren(one)))
}

const closed = (values: readonly Node[]): PhpOrigins | undefined =>
  values.length === 0 ? undefined : { values, isOpen: false }

function getVariable(file: SourceFile, node: Node): PhpOrigins | undefined {
  const name = node.text()
  if (name === '$this') return undefined
  const scope = findFunction(node)
  if (scope === undefined) return undefined
  const parameter = getParameters(scope).find((one) => getField(one, 'name')?.text() === name)
  const values = getAssignedIn(scope, name)
  if (parameter !== undefined) {
    const passed = is(scope, ...NAMED) ? getPassed(file, scope, parameter) : { values: [], isOpen: false }
    return { values: [...values, ...passed.values], isOpen: passed.isOpen }
  }
  if (values.length > 0) return { values, isOpen: false }
  const isCaptured =
    is(scope, 'arrow_function') ||
    scope.children().some((one) => is(one, 'anonymous_function_use_clause') && one.text().includes(name))
  if (isCaptured) return getVariable(file, scope) ?? getCaptured(file, scope, name)
  return undefined
}

/** A closure takes the variable of the function around it. */
function getCaptured(file: SourceFile, closure: Node, name: string): PhpOrigins | undefined {
  const outer = findFunction(closure)
  const values = outer === undefined ? [] : getAssignedIn(outer, name)
  const parameter = outer && getParameters(outer).find((one) => getField(one, 'name')?.text() === name)
  if (outer === undefined || parameter === undefined) return closed(values)
  const passed = is(outer, ...NAMED) ? getPassed(file, outer, parameter) : { values: [], isOpen: false }
  return { values: [...values, ...passed.values], isOpen: passed.isOpen }
}

/** What is assigned to a variable in a function, functions inside it left out. */
function getAssignedIn(scope: Node, name: string): readonly Node[] {
  const found: Node[] = []
  const visit = (node: Node): void => {
    if (is(node, 'anonymous_function', ...NAMED)) return
    if (is(node, ...ASSIGNMENTS)) {
      const [left, right] = [getField(node, 'left'), getField(node, 'right')]
      if (left?.text() === name && right !== undefined) found.push(right)
      if (right !== undefined && is(left, 'list_literal') && left !== undefined)
        found.push(...getPart(left, right, name))
    }
    if (is(node, 'foreach_statement')) {
      const [list, item] = getNamedChildren(node)
      const target = item !== undefined && is(item, 'pair') ? getNamedChildren(item).at(-1) : item
      if (list !== undefined && target?.text() === name) found.push(list)
    }
    for (const child of node.children()) visit(child)
  }
  for (const child of scope.children()) visit(child)
  return found
}

function getPart(left: Node, right: Node, name: string): readonly Node[] {
  const index = getNamedChildren(left).findIndex((one) => one.text() === name)
  if (index < 0) return []
  const part = is(right, 'array_creation_expression') ? getNamedChildren(right)[index] : undefined
  return [part ?? right]
}

/** The parameters of a function, in order. */
export function getParameters(fn: Node): readonly Node[] {
  const list = getField(fn, 'parameters')
  return list === undefined ? [] : getNamedChildren(list)
}

/** What calls of the same file pass for a parameter, its default included. */
function getPassed(file: SourceFile, fn: Node, parameter: Node): PhpOrigins {
  const calls = getCalls(file).filter((call) => isSame(findLocalFunction(file, call), fn))
  const name = getField(parameter, 'name')?.text().slice(1)
  const index = getParameters(fn).findIndex((one) => isSame(one, parameter))
  const values = calls.flatMap((call) => {
    const given: readonly PhpArgument[] = getArguments(call)
    const named = given.find((one) => one.name === name) ?? given[index]
    return named === undefined || named.isSpread || (named.name !== undefined && named.name !== name)
      ? []
      : [named.value]
  })
  const preset = getField(parameter, 'default_value')
  const isPrivate = fn.children().some((one) => is(one, 'visibility_modifier') && one.text() === 'private')
  return { values: preset === undefined ? values : [...values, preset], isOpen: calls.length === 0 || !isPrivate }
}

/** The statements by which a function gives back a value; an arrow function's body. */
export function getReturned(fn: Node): readonly Node[] {
  return [...walk(fn)].filter((node) => is(node, 'return_statement') && isSame(findFunction(node), fn))
}

/** What is assigned to a property of an object or class, its own default included. */
function findProperty(file: SourceFile, node: Node): readonly Node[] {
  const object = getField(node, 'object') ?? getField(node, 'scope')
  if (!/^(?:\$this|self|static)$/i.test(object?.text() ?? '')) return []
  const tree = getPhpTree(file)
  const assigned = ASSIGNMENTS.flatMap((kind) => tree.getNodes(kind)).flatMap((one) => {
    const right = getField(one, 'right')
    return right !== undefined && getField(one, 'left')?.text() === node.text() ? [right] : []
  })
  const name = getPropertyName(node)
  const declared = tree.getNodes('property_element').flatMap((one) => {
    const preset = getNamedChildren(one)[1]
    return getField(one, 'name')?.text() === `$${name}` && preset !== undefined ? [preset] : []
  })
  return [...assigned, ...declared]
}

const getPropertyName = (node: Node): string => getField(node, 'name')?.text().replace(/^\$/, '') ?? ''

/** Classes that a variable or property is declared to be of. */
export function getDeclaredTypes(file: SourceFile, node: Node): readonly Node[] {
  const tree = getPhpTree(file)
  if (is(node, 'member_access_expression')) {
    const name = `$${getPropertyName(node)}`
    const elements = tree.getNodes('property_element').filter((one) => getField(one, 'name')?.text() === name)
    const declarations = elements.flatMap((one) => one.parent() ?? [])
    const promoted = tree
      .getNodes('property_promotion_parameter')
      .filter((one) => getField(one, 'name')?.text() === name)
    return [...declarations, ...promoted].flatMap(getTypeNames)
  }
  const scope = is(node, 'variable_name') ? findFunction(node) : undefined
  const parameter = scope && getParameters(scope).find((one) => getField(one, 'name')?.text() === node.text())
  return parameter === undefined ? [] : getTypeNames(parameter)
}

const getTypeNames = (declaration: Node): readonly Node[] => {
  const type = getField(declaration, 'type')
  return type === undefined ? [] : [...walk(type)].filter((node) => is(node, 'named_type')).flatMap(getNamedChildren)
}

/** What a constant of the same file holds: of a class, of the file, or defined by a call. */
function findConstant(file: SourceFile, node: Node): readonly Node[] {
  const tree = getPhpTree(file)
  const isMember = is(node, 'class_constant_access_expression')
  const name = isMember ? getNamedChildren(node).at(-1)?.text() : node.text()
  if (
    !isMember &&
    !is(
      node.parent(),
      'argument',
      'subscript_expression',
      'assignment_expression',
      'return_statement',
      'binary_expression',
      'array_element_initializer',
      'parenthesized_expression',
      'conditional_expression',
    )
  )
    return []
  const declared = tree.getNodes('const_element').flatMap((one) => {
    const [key, value] = getNamedChildren(one)
    return key?.text() === name && value !== undefined ? [value] : []
  })
  if (isMember) return declared
  const defined = tree.getNodes('function_call_expression').flatMap((call) => {
    const [key, value] = getCallName(call) === 'define' ? getArguments(call) : []
    return getStringValue(key?.value) === name && value !== undefined ? [value.value] : []
  })
  return [...declared, ...defined]
}

/** The class around a node. */
export const findClass = (node: Node): Node | undefined => findAround(node, ...CLASSES)
