import { getCode } from '../grammar/code.ts'
import type { Call } from '../grammar/facts.ts'
import { getNamed } from '../grammar/nodes.ts'
import { findAround, getField, getRange, is, isSame, isWithin, type Node, walk } from '../grammar/tree.ts'
import { oncePerFile } from '../language.ts'
import type { Origins } from '../signature-calls/language.ts'
import type { SourceFile } from '../source-file.ts'
import type { ClassSyntax } from './syntax.ts'

/** Answers what names of a file stand for: variables, parameters, fields and methods of its classes. */
export interface ClassNames {
  /** Every call, in source order. */
  getCalls(file: SourceFile): readonly Call[]
  getMethods(file: SourceFile): readonly Node[]
  /** The method around a node, or else the lambda. */
  findMethod(node: Node): Node | undefined
  getParameters(fn: Node): readonly Node[]
  /** The node that is a parameter's name. */
  getParameterName(parameter: Node): Node | undefined
  /** The method of the file that a call goes to. */
  findLocalMethod(file: SourceFile, call: Call): Node | undefined
  getOrigins(file: SourceFile, node: Node): Origins | undefined
  /** The value of a field, constant or variable of a name, when it has just one. */
  findOnlyValue(file: SourceFile, node: Node): Node | undefined
  /** The uses of the field or variable that holds a literal; otherwise the literal itself. */
  getNamings(file: SourceFile, literal: Node): readonly Node[]
  definesType(file: SourceFile, name: string): boolean
}

/** Makes the reader of names of a language. */
export function createNames(syntax: ClassSyntax): ClassNames {
  const { facts } = syntax
  const functions = [...syntax.methods, ...syntax.lambdas]
  const nodesOf = (file: SourceFile, kinds: readonly string[]): readonly Node[] =>
    kinds.flatMap((kind) => getCode(file).tree.getNodes(kind)).sort((a, b) => getRange(a).start - getRange(b).start)
  const getCalls = oncePerFile((file) => nodesOf(file, facts.calls).flatMap((node) => facts.readCall(node) ?? []))
  const getMethods = oncePerFile((file) => nodesOf(file, syntax.methods))
  const getAssignments = oncePerFile((file) =>
    nodesOf(file, facts.assignments).flatMap((node) => facts.readAssignment(node)),
  )

  const getParameters = (fn: Node): readonly Node[] => {
    const list = getField(fn, 'parameters')
    if (list === undefined) return []
    return is(list, ...facts.names) ? [list] : getNamed(list).filter((node) => is(node, ...syntax.parameters))
  }
  const getParameterName = (parameter: Node): Node | undefined => {
    if (is(parameter, ...facts.names)) return parameter
    const inner = getNamed(parameter).find((node) => is(node, 'variable_declarator'))
    return getField(inner ?? parameter, 'name')
  }
  const findMethod = (node: Node): Node | undefined =>
    findAround(node, ...syntax.methods) ?? findAround(node, ...syntax.lambdas) ?? findAround(node, 'compilation_unit')

  const isOwn = (receiver: Node | undefined, method: Node): boolean => {
    if (receiver === undefined || receiver.text() === 'this') return true
    const type = findAround(method, ...syntax.types)
    return type !== undefined && getField(type, 'name')?.text() === receiver.text()
  }
  const findLocalMethod = (file: SourceFile, { name, receiver, isNew, arguments: given }: Call): Node | undefined => {
    if (isNew) return undefined
    const found = getMethods(file).filter(
      (method) => getField(method, 'name')?.text() === name && isOwn(receiver, method),
    )
    const fitting = found.filter((method) => getParameters(method).length === given.length)
    return fitting.length === 1 ? fitting[0] : found.length === 1 ? found[0] : undefined
  }

  /** What is assigned to a plain name inside a scope, without functions that have a parameter of that name. */
  const getAssignedIn = (file: SourceFile, scope: Node, name: string): readonly Node[] => {
    const range = getRange(scope)
    const assigned = getAssignments(file)
      .filter(({ node, target }) => target.text() === name && isWithin(getRange(node), range) && !isFieldOf(node))
      .map(({ value }) => value)
    const looped = getCode(file)
      .tree.getNodes(syntax.loops.kind)
      .filter((loop) => isWithin(getRange(loop), range) && getField(loop, syntax.loops.name)?.text() === name)
      .flatMap((loop) => getField(loop, syntax.loops.list) ?? [])
    return [...assigned, ...looped, ...(syntax.getWriters?.(scope, name) ?? [])]
  }
  const isFieldOf = (node: Node): boolean => {
    const around = findAround(node, ...syntax.fields, ...functions)
    return is(node, ...syntax.fields) || (around !== undefined && is(around, ...syntax.fields))
  }

  const getPassed = (file: SourceFile, fn: Node, parameter: Node): Origins => {
    const index = getParameters(fn).findIndex((one) => isSame(one, parameter))
    const name = getParameterName(parameter)?.text()
    const calls = getCalls(file).filter((call) => isSame(findLocalMethod(file, call), fn))
    const values = calls.flatMap(({ arguments: given }) => {
      const named = given.find((one) => one.name !== undefined && one.name === name)
      const placed = given[index]
      return named?.value ?? (placed === undefined || placed.name !== undefined ? [] : placed.value)
    })
    return { values: [parameter, ...values], isOpen: calls.length === 0 || !syntax.isPrivate(fn) }
  }

  const getVariable = (file: SourceFile, node: Node): Origins | undefined => {
    const name = node.text()
    for (let fn = findAround(node, ...functions); fn !== undefined; fn = findAround(fn, ...functions)) {
      const scope = fn
      const parameter = getParameters(fn).find((one) => getParameterName(one)?.text() === name)
      const values = getAssignedIn(file, scope, name)
      if (parameter !== undefined) {
        const passed = is(fn, ...syntax.methods) ? getPassed(file, fn, parameter) : { values: [], isOpen: false }
        return { values: [...passed.values, ...values], isOpen: passed.isOpen }
      }
      if (values.length > 0 && !isAssignedField(file, scope, name)) return { values, isOpen: false }
    }
    const top = findAround(node, 'compilation_unit')
    const values = getFieldValues(file, name)
    if (values.length > 0) return { values, isOpen: false }
    const outer = top === undefined ? [] : getAssignedIn(file, top, name)
    return outer.length === 0 ? undefined : { values: outer, isOpen: false }
  }
  /** Whether a name is assigned to in a function, but declared as a field. */
  const isAssignedField = (file: SourceFile, scope: Node, name: string): boolean => {
    const declares = [...walk(scope)].some(
      (one) => is(one, 'variable_declarator') && getField(one, 'name')?.text() === name && !isFieldOf(one),
    )
    return !declares && getFieldValues(file, name).length > 0
  }
  /** Every value of a field: where it is declared, and where methods assign to it. */
  const getFieldValues = (file: SourceFile, name: string): readonly Node[] => {
    const all = getAssignments(file)
    const declared = all.filter(({ node, target }) => target.text() === name && isFieldOf(node))
    const isDeclared =
      declared.length > 0 ||
      syntax.fields.some((kind) =>
        getCode(file)
          .tree.getNodes(kind)
          .some((field) => [...walk(field)].some((one) => getField(one, 'name')?.text() === name)),
      )
    if (!isDeclared) return []
    const assigned = all.filter(
      ({ node, target }) => !isFieldOf(node) && (target.text() === `this.${name}` || target.text() === name),
    )
    return [...declared, ...assigned].map(({ value }) => value)
  }

  const getOrigins = (file: SourceFile, node: Node): Origins | undefined => {
    if (is(node, ...facts.calls)) {
      const call = facts.readCall(node)
      const method = call && findLocalMethod(file, call)
      const values = method === undefined ? [] : getReturned(method)
      return values.length === 0 ? undefined : { values, isOpen: false }
    }
    const member = facts.readMember(node)
    if (member !== undefined) {
      const isLocal = member.object.text() === 'this' || definesType(file, member.object.text())
      const values = isLocal ? getFieldValues(file, member.name) : []
      return values.length === 0 ? undefined : { values, isOpen: false }
    }
    return is(node, 'identifier') && isValue(node) ? getVariable(file, node) : undefined
  }
  /** Whether a name stands for a value: it is not that of a member, a method or an argument. */
  const isValue = (node: Node): boolean => {
    const parent = node.parent()
    if (parent === null) return false
    return !['name', 'field', 'type'].some((field) => isSame(getField(parent, field), node))
  }
  const getReturned = (method: Node): readonly Node[] => {
    const body = getField(method, 'body')
    // `bool IsValid(string url) => …`
    if (body !== undefined && is(body, 'arrow_expression_clause')) return getNamed(body)
    return [...walk(method)]
      .filter((node) => is(node, 'return_statement') && isSame(findAround(node, ...functions), method))
      .flatMap((node) => getNamed(node))
  }
  const definesType = (file: SourceFile, name: string): boolean =>
    nodesOf(file, syntax.types).some((type) => getField(type, 'name')?.text() === name)

  return {
    getCalls,
    getMethods,
    findMethod,
    getParameters,
    getParameterName,
    findLocalMethod,
    getOrigins,
    findOnlyValue(file, node) {
      const [only, ...more] = getOrigins(file, node)?.values ?? []
      return more.length > 0 ? undefined : only
    },
    getNamings(file, literal) {
      const [assignment] = getAssignments(file).filter(({ value }) => isSame(value, literal))
      if (assignment === undefined || is(assignment.node, 'element_value_pair', 'assignment_expression'))
        return [literal]
      const name = assignment.target.text()
      const isHeld = isFieldOf(assignment.node)
      const scope = isHeld ? undefined : findMethod(literal)
      const uses = nodesOf(file, ['identifier', ...syntax.accesses]).filter((node) => {
        if (isSame(node, assignment.target)) return false
        const member = facts.readMember(node)
        if (member !== undefined) return isHeld && member.name === name && definesType(file, member.object.text())
        if (node.text() !== name || !isValue(node)) return false
        return scope === undefined ? true : isWithin(getRange(node), getRange(scope))
      })
      return uses.length === 0 ? [literal] : uses
    },
    definesType,
  }
}
