import type { Call, Facts, Import, Literal } from './facts.ts'
import { getHoles, getInner, getNamed, readPair } from './nodes.ts'
import { getField, is, type Node, type Tree } from './tree.ts'

/** Java. */
export const JAVA: Facts = {
  grammar: 'java',
  title: 'Java',
  sdk: 'java',
  mayBeEmpty: ['program', 'string_fragment', 'multiline_string_fragment'],
  separator: '.',
  isReachable: true,
  comments: ['line_comment', 'block_comment'],
  strings: ['string_literal'],
  readLiteral,
  calls: ['method_invocation', 'object_creation_expression'],
  readCall,
  readMember(node) {
    const [object, name] = is(node, 'field_access')
      ? [getField(node, 'object'), getField(node, 'field')]
      : is(node, 'scoped_identifier', 'scoped_type_identifier')
        ? [getNamed(node)[0], getNamed(node).at(-1)]
        : []
    return object && name && { object, name: name.text() }
  },
  readIndex(node) {
    const [object, key] = [getField(node, 'array'), getField(node, 'index')]
    return is(node, 'array_access') && object && key ? { object, key } : undefined
  },
  joins: { kinds: ['binary_expression'], operator: '+' },
  formats: { functions: { format: 'percent', formatted: 'percent', printf: 'percent' } },
  getImports,
  assignments: ['variable_declarator', 'assignment_expression', 'element_value_pair'],
  readAssignment(node) {
    if (is(node, 'variable_declarator')) return readPair(node, 'name', 'value')
    return is(node, 'element_value_pair') ? readPair(node, 'key', 'value') : readPair(node, 'left', 'right')
  },
  functions: ['method_declaration', 'constructor_declaration', 'lambda_expression'],
  entries: ['element_value_pair'],
  types: [],
  names: ['identifier', 'type_identifier'],
  headers: {
    methods: ['getHeader', 'getHeaders', 'getFirst', 'get', 'headers', 'header', 'containsKey'],
    holders: ['headers', 'getHeaders'],
  },
  environment: {
    calls: [
      { receiver: 'System', name: 'getenv' },
      { receiver: 'System', name: 'getProperty' },
      { name: 'getProperty' },
    ],
    holders: ['getenv'],
  },
}

function readLiteral(node: Node): Literal | undefined {
  if (!is(node, 'string_literal')) return undefined
  const isBlock = node.text().startsWith('"""')
  const quote = isBlock ? '"""' : '"'
  return {
    node,
    inner: getInner(node, { open: quote.length, close: quote.length }),
    holes: getHoles(node, 'string_interpolation'),
    escapes: { backslash: 'any', quote, doubled: [], starts: [], isMultiline: isBlock },
  }
}

function readCall(node: Node): Call | undefined {
  const isNew = is(node, 'object_creation_expression')
  if (!isNew && !is(node, 'method_invocation')) return undefined
  const callee = getField(node, isNew ? 'type' : 'name')
  if (callee === undefined) return undefined
  const nameNode = is(callee, 'scoped_type_identifier') ? (getNamed(callee).at(-1) ?? callee) : callee
  const receiver = isNew
    ? is(callee, 'scoped_type_identifier')
      ? getNamed(callee)[0]
      : undefined
    : getField(node, 'object')
  const list = getField(node, 'arguments')
  return {
    node,
    name: nameNode.text(),
    nameNode,
    ...(receiver && { receiver }),
    isNew,
    arguments: list === undefined ? [] : getNamed(list).map((value) => ({ value, isSpread: false })),
  }
}

function getImports(tree: Tree): readonly Import[] {
  return tree.getNodes('import_declaration').flatMap((node): readonly Import[] => {
    const name = getNamed(node).find((child) => is(child, 'scoped_identifier', 'identifier'))
    if (name === undefined) return []
    const path = name.text().replaceAll(/\s/g, '')
    const isWildcard = node.children().some((child) => is(child, 'asterisk'))
    return [{ node, path, ...(!isWildcard && { local: path.split('.').at(-1) ?? path }), isWildcard, isLoad: false }]
  })
}
