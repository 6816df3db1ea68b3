import { CSHARP } from '../grammar/csharp.ts'
import { getNamed } from '../grammar/nodes.ts'
import { findAround, getField, is, type Node, walk } from '../grammar/tree.ts'
import { createNames } from './names.ts'
import type { ClassSyntax } from './syntax.ts'

/** C#. */
export const CSHARP_SYNTAX: ClassSyntax = {
  facts: CSHARP,
  methods: ['method_declaration', 'constructor_declaration', 'local_function_statement'],
  lambdas: ['lambda_expression', 'anonymous_method_expression'],
  types: ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration', 'struct_declaration'],
  parameters: ['parameter', 'implicit_parameter', 'identifier'],
  fields: ['field_declaration', 'property_declaration'],
  accesses: ['member_access_expression'],
  loops: { kind: 'foreach_statement', name: 'left', list: 'right' },
  open: ['variable_declarator', 'argument', 'return_statement', 'parenthesized_expression', 'arrow_expression_clause'],
  getWriters: (scope, name) => [...walk(scope)].flatMap((node) => getWriter(node, name) ?? []),
  unwrap,
  isPrivate(method) {
    if (is(method, 'local_function_statement')) return true
    const modifiers = method.children().filter((child) => is(child, 'modifier'))
    return !modifiers.some((one) => /^(?:public|protected|internal)$/.test(one.text()))
  },
}

export const CSHARP_NAMES = createNames(CSHARP_SYNTAX)

/** The name that `out var name` and `out name` fill. */
export function getOutName(argument: Node): Node | undefined {
  if (!is(argument, 'argument') || !/^out\b/.test(argument.text())) return undefined
  const value = getNamed(argument).at(-1)
  return value !== undefined && is(value, 'declaration_expression') ? getField(value, 'name') : value
}

/** The call that fills a name by an `out` argument. */
function getWriter(node: Node, name: string): Node | undefined {
  return getOutName(node)?.text() === name ? findAround(node, 'invocation_expression') : undefined
}

/** `x` of `x ?? ""`, `x!`, `(x)` and `=> x`. */
function unwrap(node: Node): Node {
  if (is(node, 'parenthesized_expression', 'arrow_expression_clause', 'postfix_unary_expression')) {
    const [inner] = getNamed(node)
    return inner === undefined ? node : unwrap(inner)
  }
  const isFallback = is(node, 'binary_expression') && node.children().some((child) => child.text() === '??')
  const left = isFallback ? getField(node, 'left') : undefined
  return left === undefined ? node : unwrap(left)
}
