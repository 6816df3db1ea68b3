import type { Argument, Call, Facts, Import } from './facts.ts'
import { getBetween, getNamed } from './nodes.ts'
import { getField, is, type Node, type Tree } from './tree.ts'

const INTERPRETED = { backslash: 'any', quote: '"', doubled: [], starts: [], isMultiline: false } as const
const RAW = { backslash: 'none', quote: '`', doubled: [], starts: [], isMultiline: true } as const

/** Go. */
export const GO: Facts = {
  grammar: 'go',
  title: 'Go',
  sdk: 'go',
  mayBeEmpty: [
    'source_file',
    'statement_list',
    'interpreted_string_literal_content',
    'raw_string_literal_content',
    '\n',
    '\0',
    ';',
  ],
  separator: '.',
  isReachable: false,
  comments: ['comment'],
  strings: ['interpreted_string_literal', 'raw_string_literal'],
  readLiteral(node) {
    const escapes = is(node, 'raw_string_literal')
      ? RAW
      : is(node, 'interpreted_string_literal')
        ? INTERPRETED
        : undefined
    return escapes && { node, inner: getBetween(node), holes: [], escapes }
  },
  calls: ['call_expression'],
  readCall,
  readMember(node) {
    if (is(node, 'qualified_type')) {
      const [object, name] = [getField(node, 'package'), getField(node, 'name')]
      return object && name && { object, name: name.text() }
    }
    const [object, name] = [getField(node, 'operand'), getField(node, 'field')]
    return is(node, 'selector_expression') && object && name ? { object, name: name.text() } : undefined
  },
  readIndex(node) {
    const [object, key] = [getField(node, 'operand'), getField(node, 'index')]
    return is(node, 'index_expression') && object && key ? { object, key } : undefined
  },
  joins: { kinds: ['binary_expression'], operator: '+' },
  formats: {
    functions: {
      Sprintf: 'percent',
      Printf: 'percent',
      Fprintf: 'percent',
      Errorf: 'percent',
      Appendf: 'percent',
    },
  },
  getImports,
  assignments: ['short_var_declaration', 'assignment_statement', 'var_spec', 'const_spec', 'keyed_element'],
  readAssignment(node) {
    if (is(node, 'keyed_element')) {
      const [target, value] = getNamed(node).map((one) => getNamed(one)[0] ?? one)
      return target && value ? [{ node, target, value }] : []
    }
    const isSpec = is(node, 'var_spec', 'const_spec')
    const targets = isSpec ? node.fieldChildren('name') : getNamed(getField(node, 'left') ?? node)
    const list = getField(node, isSpec ? 'value' : 'right')
    const values = list === undefined ? [] : getNamed(list)
    if (targets.length !== values.length) return []
    return targets.flatMap((target, index) => {
      const value = values[index]
      return value === undefined ? [] : [{ node, target, value }]
    })
  },
  functions: ['function_declaration', 'method_declaration', 'func_literal'],
  entries: ['keyed_element'],
  types: ['qualified_type', 'selector_expression'],
  names: ['identifier', 'field_identifier', 'package_identifier', 'type_identifier'],
  headers: {
    methods: ['Get', 'Values', 'GetHeader', 'Peek', 'GetReqHeaders'],
    holders: ['Header', 'Headers', 'header', 'headers'],
  },
  environment: {
    calls: [
      { receiver: 'os', name: 'Getenv' },
      { receiver: 'os', name: 'LookupEnv' },
      { receiver: 'syscall', name: 'Getenv' },
      { receiver: 'viper', name: 'GetString' },
    ],
    holders: [],
  },
}

function readCall(node: Node): Call | undefined {
  const [callee, list] = [getField(node, 'function'), getField(node, 'arguments')]
  if (!is(node, 'call_expression') || callee === undefined) return undefined
  const isMember = is(callee, 'selector_expression')
  const nameNode = isMember ? getField(callee, 'field') : callee
  const receiver = isMember ? getField(callee, 'operand') : undefined
  if (nameNode === undefined) return undefined
  return {
    node,
    name: nameNode.text(),
    nameNode,
    ...(receiver && { receiver }),
    isNew: false,
    arguments:
      list === undefined
        ? []
        : getNamed(list).map((value): Argument => ({ value, isSpread: is(value, 'variadic_argument') })),
  }
}

function getImports(tree: Tree): readonly Import[] {
  return tree.getNodes('import_spec').flatMap((node): readonly Import[] => {
    const [path, name] = [getField(node, 'path'), getField(node, 'name')]
    if (path === undefined) return []
    const isPlain = name !== undefined && !is(name, 'dot')
    return [
      {
        node,
        path: path.text().slice(1, -1),
        ...(isPlain && { local: name.text() }),
        isWildcard: is(name, 'dot'),
        isLoad: false,
      },
    ]
  })
}
