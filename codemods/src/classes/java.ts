import { JAVA } from '../grammar/java.ts'
import { createNames } from './names.ts'
import type { ClassSyntax } from './syntax.ts'

/** Java. */
export const JAVA_SYNTAX: ClassSyntax = {
  facts: JAVA,
  methods: ['method_declaration', 'constructor_declaration'],
  lambdas: ['lambda_expression'],
  types: ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration'],
  parameters: ['formal_parameter', 'spread_parameter', 'identifier'],
  fields: ['field_declaration', 'constant_declaration'],
  accesses: ['field_access'],
  loops: { kind: 'enhanced_for_statement', name: 'name', list: 'value' },
  open: ['variable_declarator', 'argument_list', 'return_statement', 'lambda_expression'],
  isPrivate: (method) =>
    method.children().some((child) => /\bprivate\b/.test(child.text()) && child.kind() === 'modifiers'),
}

export const JAVA_NAMES = createNames(JAVA_SYNTAX)
