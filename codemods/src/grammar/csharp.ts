import type { Argument, Assignment, Call, Facts, Import, Literal } from './facts.ts'
import { getBetween, getHoles, getInner, getNamed, readPair } from './nodes.ts'
import { getField, getRange, is, type Node, type Tree } from './tree.ts'

/** C#. */
export const CSHARP: Facts = {
  grammar: 'csharp',
  title: 'C#',
  sdk: 'dotnet',
  mayBeEmpty: [
    'compilation_unit',
    'string_literal_content',
    'string_content',
    'raw_string_content',
    'implicit_parameter',
    'omitted_type_argument',
  ],
  separator: '.',
  isReachable: true,
  comments: ['comment'],
  strings: ['string_literal', 'verbatim_string_literal', 'raw_string_literal', 'interpolated_string_expression'],
  readLiteral,
  calls: ['invocation_expression', 'object_creation_expression'],
  readCall,
  readMember(node) {
    if (is(node, 'member_access_expression')) {
      const [object, name] = [getField(node, 'expression'), getField(node, 'name')]
      return object && name && { object, name: name.text() }
    }
    if (is(node, 'qualified_name')) {
      const [object, name] = [getField(node, 'qualifier'), getField(node, 'name')]
      return object && name && { object, name: name.text() }
    }
    return undefined
  },
  readIndex(node) {
    const [object, list] = [getField(node, 'expression'), getField(node, 'subscript')]
    const argument = list && getNamed(list)[0]
    const key = argument && (getNamed(argument).at(-1) ?? argument)
    return is(node, 'element_access_expression') && object && key ? { object, key } : undefined
  },
  joins: { kinds: ['binary_expression'], operator: '+' },
  formats: { functions: { Format: 'braces', AppendFormat: 'braces' } },
  getImports,
  assignments: ['variable_declarator', 'assignment_expression', 'property_declaration', 'initializer_expression'],
  readAssignment(node) {
    if (is(node, 'initializer_expression')) return readEntry(node)
    if (is(node, 'variable_declarator')) {
      const [target, value] = [getField(node, 'name'), getNamed(node).at(-1)]
      return target && value && value.id() !== target.id() ? [{ node, target, value }] : []
    }
    return is(node, 'property_declaration') ? readPair(node, 'name', 'value') : readPair(node, 'left', 'right')
  },
  functions: [
    'method_declaration',
    'constructor_declaration',
    'local_function_statement',
    'lambda_expression',
    'anonymous_method_expression',
  ],
  entries: ['initializer_expression'],
  types: [],
  names: ['identifier'],
  headers: {
    methods: ['TryGetValue', 'GetValues', 'TryGetValues', 'ContainsKey', 'Contains', 'Get'],
    holders: ['Headers'],
  },
  environment: {
    calls: [{ receiver: 'Environment', name: 'GetEnvironmentVariable' }, { name: 'GetValue' }],
    holders: ['Configuration', 'configuration', '_configuration', 'config', '_config', 'AppSettings'],
  },
}

/** `{ "key", value }` among the entries of a dictionary. */
function readEntry(node: Node): readonly Assignment[] {
  const [target, value, ...rest] = getNamed(node)
  const isEntry = is(node.parent(), 'initializer_expression') && rest.length === 0
  return isEntry && target && value ? [{ node, target, value }] : []
}

function readLiteral(node: Node): Literal | undefined {
  const plain = { doubled: [], starts: [] } as const
  if (is(node, 'string_literal'))
    return {
      node,
      inner: getInner(node, { open: 1, close: /"u8$/i.test(node.text()) ? 3 : 1 }),
      holes: [],
      escapes: { ...plain, backslash: 'any', quote: '"', isMultiline: false },
    }
  if (is(node, 'verbatim_string_literal'))
    return {
      node,
      inner: getInner(node, { open: 2, close: 1 }),
      holes: [],
      escapes: { ...plain, backslash: 'none', quote: '"', isMultiline: true },
    }
  if (is(node, 'raw_string_literal')) {
    const quote = /^"+/.exec(node.text())?.[0] ?? '"""'
    return {
      node,
      inner: getBetween(node),
      holes: [],
      escapes: { ...plain, backslash: 'none', quote, isMultiline: true },
    }
  }
  return is(node, 'interpolated_string_expression') ? readInterpolated(node) : undefined
}

function readInterpolated(node: Node): Literal {
  const children = node.children()
  const quote = children.find((child) => /^"+$/.test(child.text()))
  const start = quote === undefined ? getRange(node).start : getRange(quote).end
  const last = children.at(-1)
  const isRaw = (quote?.text().length ?? 1) > 2
  const isVerbatim = children[0]?.text().includes('@') === true
  return {
    node,
    inner: { start, end: last === undefined ? getRange(node).end : getRange(last).start },
    holes: getHoles(node, 'interpolation'),
    escapes: {
      backslash: isRaw || isVerbatim ? 'none' : 'any',
      quote: quote?.text() ?? '"',
      doubled: isRaw ? [] : ['{', '}'],
      starts: [],
      isMultiline: isRaw || isVerbatim,
    },
  }
}

function readCall(node: Node): Call | undefined {
  const isNew = is(node, 'object_creation_expression')
  if (!isNew && !is(node, 'invocation_expression')) return undefined
  const callee = getField(node, isNew ? 'type' : 'function')
  if (callee === undefined) return undefined
  const parts = splitCallee(callee)
  if (parts === undefined) return undefined
  const list = getField(node, 'arguments')
  return {
    node,
    name: parts.name.text(),
    nameNode: parts.name,
    ...(parts.receiver && { receiver: parts.receiver }),
    isNew,
    arguments: list === undefined ? [] : getNamed(list).map(readArgument),
  }
}

/** Last name of a callee without its type arguments, and what stands before it. */
function splitCallee(callee: Node): { readonly name: Node; readonly receiver?: Node } | undefined {
  if (is(callee, 'member_access_expression', 'qualified_name')) {
    const [receiver, name] = [getField(callee, 'expression') ?? getField(callee, 'qualifier'), getField(callee, 'name')]
    return name && { name: getPlain(name), ...(receiver && { receiver }) }
  }
  if (is(callee, 'conditional_access_expression')) {
    const [receiver, binding] = getNamed(callee)
    const name = binding && (getField(binding, 'name') ?? getNamed(binding)[0])
    return name && { name: getPlain(name), ...(receiver && { receiver }) }
  }
  return is(callee, 'identifier', 'generic_name') ? { name: getPlain(callee) } : undefined
}

const getPlain = (name: Node): Node => (is(name, 'generic_name') ? (getNamed(name)[0] ?? name) : name)

function readArgument(node: Node): Argument {
  const name = getField(node, 'name')
  return { value: getNamed(node).at(-1) ?? node, ...(name && { name: name.text() }), isSpread: false }
}

function getImports(tree: Tree): readonly Import[] {
  return tree.getNodes('using_directive').flatMap((node): readonly Import[] => {
    const names = getNamed(node)
    const path = names.at(-1)
    if (path === undefined) return []
    const alias = names.length > 1 ? names[0] : undefined
    const isStatic = node.children().some((child) => child.text() === 'static')
    const local = alias?.text()
    return [
      {
        node,
        path: path
          .text()
          .replaceAll(/\s/g, '')
          .replace(/^global::/, ''),
        ...(local !== undefined && { local }),
        isWildcard: local === undefined || isStatic,
        isLoad: false,
      },
    ]
  })
}
