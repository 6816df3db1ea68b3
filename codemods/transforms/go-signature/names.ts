import { GO } from '../../src/grammar/go.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { findAround, getField, is, isSame, type Node, walk } from '../../src/grammar/tree.ts'
import type { Origins } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { getCalls, getGoTree } from './tree.ts'

const FUNCTIONS = ['function_declaration', 'method_declaration', 'func_literal']
const NAMED = ['function_declaration', 'method_declaration']
const DECLARATIONS = ['short_var_declaration', 'assignment_statement', 'var_spec', 'const_spec']

/** The innermost function around a node. */
export const findFunction = (node: Node): Node | undefined => findAround(node, ...FUNCTIONS)

/** The function or method of the file that a call goes to. */
export function findLocalFunction(file: SourceFile, call: Node): Node | undefined {
  const callee = is(call, 'call_expression') ? getField(call, 'function') : undefined
  const name = is(callee, 'selector_expression') && callee ? getField(callee, 'field')?.text() : callee?.text()
  const kind = is(callee, 'selector_expression') ? 'method_declaration' : 'function_declaration'
  const found = getGoTree(file)
    .getNodes(kind)
    .filter((one) => getField(one, 'name')?.text() === name)
  return found.length === 1 ? found[0] : undefined
}

/** The values of a variable, constant, field or call of a function of the file; `undefined` for any other expression. */
export function getOrigins(file: SourceFile, node: Node): Origins | undefined {
  if (is(node, 'call_expression')) {
    const local = findLocalFunction(file, node)
    return local === undefined ? undefined : toClosed(getReturned(local))
  }
  if (is(node, 'selector_expression') && !is(node.parent(), 'call_expression')) return toClosed(findField(file, node))
  if (!is(node, 'identifier')) return undefined
  return getVariable(file, node)
}

const toClosed = (values: readonly Node[]): Origins | undefined =>
  values.length === 0 ? undefined : { values, isOpen: false }

function getVariable(file: SourceFile, node: Node): Origins | undefined {
  const name = node.text()
  for (let scope = findFunction(node); scope !== undefined; scope = findFunction(scope)) {
    const index = getParameters(scope).findIndex((one) => one.text() === name)
    const values = getAssigned(scope, name)
    if (index >= 0) {
      const passed = is(scope, ...NAMED) ? getPassed(file, scope, index) : { values: [], isOpen: true }
      return { values: [...values, ...passed.values], isOpen: passed.isOpen }
    }
    if (values.length > 0) return { values, isOpen: false }
  }
  return toClosed(getDeclared(file, name))
}

/** The parameters of a function by their names, in order. */
export function getParameters(fn: Node): readonly Node[] {
  const list = getField(fn, 'parameters')
  return list === undefined
    ? []
    : getNamed(list).flatMap((one) =>
        is(one, 'parameter_declaration', 'variadic_parameter_declaration') ? one.fieldChildren('name') : [],
      )
}

/** What is assigned to a variable in a function, functions inside it included, as they may set it. */
function getAssigned(scope: Node, name: string): readonly Node[] {
  return [...walk(scope)].flatMap((node) => {
    if (is(node, ...DECLARATIONS)) return getParts(node, name)
    const [left, right] = is(node, 'range_clause') ? [getField(node, 'left'), getField(node, 'right')] : []
    return right !== undefined && left !== undefined && getNamed(left).some((one) => one.text() === name) ? [right] : []
  })
}

/** The values of a name in a declaration; of a call with several results the whole call. */
function getParts(node: Node, name: string): readonly Node[] {
  const found = GO.readAssignment(node).filter(({ target }) => target.text() === name)
  if (found.length > 0) return found.map(({ value }) => value)
  const list = getField(node, 'left')
  const targets = list === undefined ? node.fieldChildren('name') : getNamed(list)
  const right = getField(node, 'right') ?? getField(node, 'value')
  const [only, ...more] = right === undefined ? [] : getNamed(right)
  const isOne = targets.length > 1 && only !== undefined && more.length === 0
  return isOne && targets.some((target) => target.text() === name) ? [only] : []
}

/** What a constant or variable of the package is declared as. */
function getDeclared(file: SourceFile, name: string): readonly Node[] {
  const tree = getGoTree(file)
  return ['const_spec', 'var_spec']
    .flatMap((kind) => tree.getNodes(kind))
    .filter((node) => findFunction(node) === undefined)
    .flatMap((node) => getParts(node, name))
}

/** What is set as a field: in a literal of a struct, or on a value. */
function findField(file: SourceFile, node: Node): readonly Node[] {
  const name = getField(node, 'field')?.text()
  const tree = getGoTree(file)
  return ['keyed_element', 'assignment_statement']
    .flatMap((kind) => tree.getNodes(kind))
    .flatMap((one) => GO.readAssignment(one))
    .filter(({ target }) => (is(target, 'selector_expression') ? getField(target, 'field') : target)?.text() === name)
    .map(({ value }) => value)
}

/** What calls of the same file pass for a parameter; code of other files may call a function that is exported, too. */
function getPassed(file: SourceFile, fn: Node, index: number): Origins {
  const calls = getCalls(file).filter(({ node }) => isSame(findLocalFunction(file, node), fn))
  const values = calls.flatMap((call) => call.arguments[index]?.value ?? [])
  const isExported = /^\p{Lu}/u.test(getField(fn, 'name')?.text() ?? '')
  return { values, isOpen: isExported || calls.length === 0 }
}

/** What a function gives back. */
function getReturned(fn: Node): readonly Node[] {
  return [...walk(fn)]
    .filter((node) => is(node, 'return_statement') && isSame(findFunction(node), fn))
    .flatMap((node) => getNamed(node).flatMap((list) => (is(list, 'expression_list') ? getNamed(list) : [list])))
}
