import type { Argument, Call, Facts, Import, Literal } from './facts.ts'
import { getBetween, getHoles, getNamed, readPair } from './nodes.ts'
import { getField, getRange, is, type Node, type Tree } from './tree.ts'

/** Ruby. */
export const RUBY: Facts = {
  grammar: 'ruby',
  title: 'Ruby',
  sdk: 'ruby',
  mayBeEmpty: [
    'program',
    'heredoc_content',
    'heredoc_body',
    'string_content',
    'argument_list',
    'body_statement',
    'then',
    'begin_block',
  ],
  separator: '::',
  isReachable: true,
  gem: 'plivo',
  comments: ['comment'],
  strings: ['string', 'heredoc_body'],
  readLiteral,
  calls: ['call'],
  readCall,
  getBlockNames(call) {
    const block = getField(call, 'block')
    const parameters = block && getField(block, 'parameters')
    return parameters === undefined ? [] : getNamed(parameters).map((one) => one.text())
  },
  readMember(node) {
    if (is(node, 'scope_resolution')) {
      const [object, name] = [getField(node, 'scope'), getField(node, 'name')]
      return object && name && { object, name: name.text() }
    }
    const [object, name] = [getField(node, 'receiver'), getField(node, 'method')]
    const isBare = getField(node, 'arguments') === undefined
    return is(node, 'call') && isBare && object && name ? { object, name: name.text() } : undefined
  },
  readIndex(node) {
    const [object, key] = [getField(node, 'object'), getNamed(node)[1]]
    return is(node, 'element_reference') && object && key ? { object, key } : undefined
  },
  joins: { kinds: ['binary'], operator: '+' },
  formats: { functions: { format: 'percent', sprintf: 'percent', printf: 'percent' }, operator: '%' },
  getImports,
  assignments: ['assignment', 'pair'],
  readAssignment: (node) =>
    is(node, 'pair') ? readPair(node, 'key', 'value') : is(node, 'assignment') ? readPair(node, 'left', 'right') : [],
  functions: ['method', 'singleton_method', 'lambda', 'block', 'do_block'],
  entries: ['pair'],
  types: [],
  names: [
    'identifier',
    'constant',
    'instance_variable',
    'class_variable',
    'global_variable',
    'simple_symbol',
    'hash_key_symbol',
  ],
  headers: { methods: ['get_header', 'fetch', 'dig', 'key?', 'has_key?'], holders: ['headers', 'env', 'header'] },
  environment: {
    calls: [
      { receiver: 'ENV', name: 'fetch' },
      { receiver: 'ENV', name: 'key?' },
    ],
    holders: ['ENV'],
  },
}

function readLiteral(node: Node): Literal | undefined {
  if (is(node, 'heredoc_body')) return readHeredoc(node)
  if (!is(node, 'string')) return undefined
  const open = node.children()[0]?.text() ?? ''
  const isPlain = open === "'" || open.startsWith('%q')
  const close = node.children().at(-1)?.text() ?? ''
  return {
    node,
    inner: getBetween(node),
    holes: getHoles(node, 'interpolation'),
    escapes: {
      backslash: isPlain ? 'quote' : 'any',
      quote: close,
      doubled: [],
      starts: isPlain ? [] : ['#{'],
      isMultiline: true,
    },
  }
}

/** The lines of a heredoc, from the end of the line that announces it to the one that ends it. */
function readHeredoc(node: Node): Literal {
  const { start } = getRange(node)
  const last = node.children().at(-1)
  const end = last === undefined ? start : getRange(last).start
  const announced = node.parent()?.text().slice(0, -1) ?? ''
  const isPlain = new RegExp(`<<[~-]?'${last?.text().trim() ?? ''}'`).test(announced)
  const inner = { start: Math.min(end, start + (/^\r\n/.test(node.text()) ? 2 : 1)), end }
  return {
    node,
    inner,
    holes: isPlain ? [] : getHoles(node, 'interpolation'),
    escapes: {
      backslash: isPlain ? 'none' : 'any',
      quote: '',
      doubled: [],
      starts: isPlain ? [] : ['#{'],
      isMultiline: true,
    },
  }
}

function readCall(node: Node): Call | undefined {
  const nameNode = getField(node, 'method')
  if (!is(node, 'call') || nameNode === undefined) return undefined
  const [receiver, list] = [getField(node, 'receiver'), getField(node, 'arguments')]
  const isNew = nameNode.text() === 'new' && receiver !== undefined
  const made = isNew ? (getField(receiver, 'name') ?? receiver) : undefined
  const scope = isNew ? getField(receiver, 'scope') : receiver
  return {
    node,
    name: (made ?? nameNode).text(),
    nameNode: made ?? nameNode,
    ...(scope && { receiver: scope }),
    isNew,
    arguments: list === undefined ? [] : getNamed(list).map(readArgument),
  }
}

function readArgument(node: Node): Argument {
  const [key, value] = [getField(node, 'key'), getField(node, 'value')]
  if (is(node, 'pair') && key !== undefined)
    return { value: value ?? key, name: key.text().replace(/^:|["':]/g, ''), isSpread: false }
  return { value: node, isSpread: is(node, 'splat_argument', 'hash_splat_argument') }
}

const LOADS = ['require', 'require_relative', 'autoload', 'gem', 'load']
const MIXES = ['include', 'extend', 'prepend', 'using']

function getImports(tree: Tree): readonly Import[] {
  return tree.getNodes('call').flatMap((node): readonly Import[] => {
    const call = readCall(node)
    if (call === undefined || call.receiver !== undefined) return []
    const [first] = call.arguments
    if (first === undefined) return []
    if (MIXES.includes(call.name)) return [{ node, path: first.value.text(), isWildcard: true, isLoad: false }]
    const literal = LOADS.includes(call.name) ? readLiteral(first.value) : undefined
    if (literal === undefined) return []
    return [{ node, path: tree.text.slice(literal.inner.start, literal.inner.end), isWildcard: false, isLoad: true }]
  })
}
