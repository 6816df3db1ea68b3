import type { Range } from '../touchpoint.ts'
import type { Argument, Call, Facts, Import, Literal } from './facts.ts'
import { getBetween, getInner, getNamed, readPair } from './nodes.ts'
import { findAround, getField, getRange, is, type Node, type Tree } from './tree.ts'

/** PHP with the markup around it. */
export const PHP: Facts = {
  grammar: 'php',
  title: 'PHP',
  sdk: 'php',
  mayBeEmpty: [
    'program',
    'heredoc_body',
    'nowdoc_body',
    'nowdoc_string',
    'string_content',
    'text',
    'text_interpolation',
    ';',
  ],
  separator: '\\',
  isReachable: true,
  comments: ['comment'],
  strings: ['string', 'encapsed_string', 'heredoc_body', 'nowdoc_body'],
  readLiteral,
  calls: [
    'function_call_expression',
    'member_call_expression',
    'nullsafe_member_call_expression',
    'scoped_call_expression',
    'object_creation_expression',
  ],
  readCall,
  readMember(node) {
    const name = getField(node, 'name')
    if (name === undefined) return undefined
    const object = is(node, 'member_access_expression', 'nullsafe_member_access_expression')
      ? getField(node, 'object')
      : is(node, 'scoped_property_access_expression', 'class_constant_access_expression')
        ? getField(node, 'scope')
        : undefined
    return object && { object, name: name.text() }
  },
  readIndex(node) {
    const [object, key] = getNamed(node)
    return is(node, 'subscript_expression') && object && key ? { object, key } : undefined
  },
  joins: { kinds: ['binary_expression'], operator: '.' },
  formats: { functions: { sprintf: 'percent', printf: 'percent', vsprintf: 'percent', fprintf: 'percent' } },
  getMarkup: (tree) => tree.getNodes('text').map(getRange),
  getImports,
  assignments: ['assignment_expression', 'array_element_initializer', 'property_element', 'const_element'],
  readAssignment(node) {
    if (is(node, 'assignment_expression')) return readPair(node, 'left', 'right')
    const [target, value] = getNamed(node)
    return target && value ? [{ node, target, value }] : []
  },
  functions: ['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function'],
  entries: ['array_element_initializer'],
  types: [],
  names: ['name', 'variable_name'],
  headers: {
    methods: ['header', 'getHeader', 'getHeaderLine', 'hasHeader', 'get', 'has', 'server'],
    holders: ['_SERVER', 'headers', 'server'],
  },
  environment: { calls: [{ name: 'getenv' }, { name: 'env' }], holders: ['_ENV', '_SERVER'] },
}

const INTERPOLATED = { backslash: 'any', doubled: [], starts: ['$'], isMultiline: true } as const

function readLiteral(node: Node): Literal | undefined {
  if (is(node, 'string'))
    return {
      node,
      inner: getInner(node, { open: node.text().startsWith("'") ? 1 : 2, close: 1 }),
      holes: [],
      escapes: { backslash: 'quote', quote: "'", doubled: [], starts: [], isMultiline: true },
    }
  if (is(node, 'encapsed_string'))
    return { node, inner: getBetween(node), holes: findHoles(node), escapes: { ...INTERPOLATED, quote: '"' } }
  if (is(node, 'heredoc_body'))
    return { node, inner: getLines(node), holes: findHoles(node), escapes: { ...INTERPOLATED, quote: '' } }
  if (is(node, 'nowdoc_body'))
    return {
      node,
      inner: getLines(node),
      holes: [],
      escapes: { backslash: 'none', quote: '', doubled: [], starts: [], isMultiline: true },
    }
  return undefined
}

/** What a heredoc stands for starts on the line after its mark. */
function getLines(node: Node): Range {
  const { start, end } = getRange(node)
  return { start: Math.min(end, start + (/^\r?\n/.exec(node.text())?.[0].length ?? 0)), end }
}

/** `$name`, `$name[0]`, `$name->x`, and `{$expression}` with its braces. */
function findHoles(node: Node): readonly Range[] {
  const holes: Range[] = []
  let open: Range | undefined
  for (const child of node.children()) {
    const text = child.text()
    if (text === '{' || text === '${') open = getRange(child)
    else if (text === '}' && open !== undefined) {
      holes.push({ start: open.start, end: getRange(child).end })
      open = undefined
    } else if (open === undefined && child.isNamed() && !is(child, 'string_content', 'escape_sequence'))
      holes.push(getRange(child))
  }
  return holes
}

function readCall(node: Node): Call | undefined {
  const list = getField(node, 'arguments') ?? node.children().find((child) => is(child, 'arguments'))
  const isNew = is(node, 'object_creation_expression')
  const callee = isNew
    ? getNamed(node).find((child) => is(child, 'name', 'qualified_name'))
    : (getField(node, 'name') ?? getField(node, 'function'))
  if (callee === undefined || !PHP.calls.includes(String(node.kind()))) return undefined
  const nameNode = is(callee, 'qualified_name') ? (callee.children().at(-1) ?? callee) : callee
  const receiver = isNew ? undefined : (getField(node, 'object') ?? getField(node, 'scope'))
  return {
    node,
    name: nameNode.text(),
    nameNode: isNew ? callee : nameNode,
    ...(receiver && { receiver }),
    isNew,
    arguments: list === undefined ? [] : getNamed(list).map(readArgument),
  }
}

function readArgument(node: Node): Argument {
  const name = getField(node, 'name')
  const value = getNamed(node).at(-1) ?? node
  return {
    value: is(value, 'variadic_unpacking') ? (getNamed(value)[0] ?? value) : value,
    ...(name && { name: name.text() }),
    isSpread: is(value, 'variadic_unpacking') || is(node, 'variadic_unpacking'),
  }
}

function getImports(tree: Tree): readonly Import[] {
  return tree.getNodes('namespace_use_clause').flatMap((node): readonly Import[] => {
    const alias = getField(node, 'alias')
    const named = getNamed(node).find((child) => is(child, 'qualified_name', 'name'))
    if (named === undefined) return []
    const group = findAround(node, 'namespace_use_group')
    const prefix = group
      ?.parent()
      ?.children()
      .find((child) => is(child, 'namespace_name'))
    const path = `${prefix === undefined ? '' : `${prefix.text()}\\`}${named.text()}`.replace(/^\\/, '')
    return [{ node, path, local: alias?.text() ?? path.split('\\').at(-1) ?? path, isWildcard: false, isLoad: false }]
  })
}
