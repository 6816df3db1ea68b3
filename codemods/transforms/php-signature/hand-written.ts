import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getField, getRange, is, isSame, isWithin, type Node, walk } from '../../src/grammar/tree.ts'
import {
  findClass,
  findFunction,
  findLocalFunction,
  getOrigins,
  getParameters,
  getReturned,
} from '../../src/php/names.ts'
import {
  CALLS,
  getArguments,
  getCallName,
  getCalls,
  getNamedChildren,
  getPhpTree,
  getStringValue,
  unwrap,
} from '../../src/php/tree.ts'
import { assignRoles, OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { HandWritten, Placement } from '../../src/signature-calls/language.ts'
import { isMadeOf, walkMadeOf } from '../../src/signature-calls/made-of.ts'
import { asksForInputs, type Branching, isCovered } from '../../src/signature-calls/ways-out.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { addToHead, createHelperFile, getFullName, getRequire } from './placement.ts'

const FUNCTIONS = ['function_definition', 'method_declaration']

/** Every `hash_hmac` in a function, class or file that is about Plivo's signatures. */
export function findHmacs(file: SourceFile): readonly Node[] {
  if (!/plivo/i.test(file.text)) return []
  return getPhpTree(file)
    .getNodes('function_call_expression')
    .filter((call) => {
      if (!/^\\?hash_hmac$/i.test(getCallName(call))) return false
      const around = findFunction(call)?.text() ?? ''
      const owner = findClass(call)
      const isNamed = /plivo/i.test((owner && getField(owner, 'name')?.text()) ?? '') || /plivo/i.test(around)
      return (
        (isNamed || /x[-_]plivo[-_]signature/i.test(owner?.text() ?? file.text)) &&
        /nonce|signature/i.test(around) &&
        !OTHER_SENDERS.test(around)
      )
    })
}

/** Whether no code of the file calls a function. */
export function isUncalled(file: SourceFile, fn: Node): boolean {
  const name = getField(fn, 'name')?.text().toLowerCase()
  return is(fn, ...FUNCTIONS) && !getCalls(file).some((call) => getCallName(call).toLowerCase() === name)
}

/**
 * Functions that compute HMAC-SHA256 in base64 over a URL, perhaps parameters, and a nonce, compare it with a signature
 * and give back whether it is the same. One that does anything else besides, or whose inputs cannot all be told apart by
 * name, is none.
 */
export function findHandWritten(file: SourceFile): readonly HandWritten[] {
  const hmacs = findHmacs(file)
  if (hmacs.length === 0) return []
  return FUNCTIONS.flatMap((kind) => getPhpTree(file).getNodes(kind)).flatMap((fn) => {
    const found = readCheck(file, fn, hmacs)
    return found === undefined ? [] : [found]
  })
}

function readCheck(file: SourceFile, fn: Node, all: readonly Node[]): HandWritten | undefined {
  const body = getField(fn, 'body')
  const statements = body === undefined ? [] : getNamedChildren(body)
  const [first, last] = [statements[0], statements.at(-1)]
  const parameters = getParameters(fn)
  if (first === undefined || last === undefined || !parameters.every((one) => is(one, 'simple_parameter')))
    return undefined
  const roles = assignRoles(
    parameters.map((node) => ({ name: getName(node).slice(1), node: getField(node, 'name') ?? node })),
  )
  const parts = findParts(file, fn)
  const [hmac, ...more] = all.filter((node) => [fn, ...parts].some((one) => isWithin(getRange(node), getRange(one))))
  if (roles === undefined || hmac === undefined || more.length > 0) return undefined
  const signed = readHmac(file, hmac, fn)
  if (signed === undefined || ![fn, ...parts].every((one) => isPure(file, one, signed.key))) return undefined
  if (!givesComparison(file, { fn, hmac, roles })) return undefined
  if (!roles.has('token')) roles.set('token', signed.key)
  else if (!comesFrom(file, signed.key, fn).has('token')) return undefined
  // A key that another function has by a name of its own cannot be written here.
  if (!isSame(findFunction(signed.key), fn) && roles.get('token') === signed.key) return undefined
  if (signed.scheme === 'v3' && !roles.has('params')) return undefined
  if (signed.scheme === 'v2' && (roles.has('params') || roles.has('method'))) return undefined
  const replaced = { start: getRange(first).start, end: getRange(last).end }
  return { function: fn, replaced, scheme: signed.scheme, roles, parts }
}

const getName = (parameter: Node): string => getField(parameter, 'name')?.text() ?? ''

/** Functions of the file that a function calls, and those that they call. */
function findParts(file: SourceFile, fn: Node): readonly Node[] {
  const found: Node[] = []
  const visit = (from: Node): void => {
    for (const node of walk(from)) {
      const local = is(node, ...CALLS) ? findLocalFunction(file, node) : undefined
      if (local === undefined || isSame(local, fn) || found.some((one) => isSame(one, local))) continue
      found.push(local)
      visit(local)
    }
  }
  visit(fn)
  return found
}

interface Signed {
  readonly key: Node
  readonly scheme: 'v2' | 'v3'
}

/** The key of an HMAC over `… . $nonce`, and by what stands before the nonce its version. */
function readHmac(file: SourceFile, hmac: Node, fn: Node): Signed | undefined {
  const [algorithm, data, key, binary] = getArguments(hmac)
  if (!/^sha256$/i.test(getStringValue(algorithm?.value) ?? '') || data === undefined || key === undefined)
    return undefined
  if (!/^true$/i.test(binary?.value.text() ?? '') || !/base64_encode\s*\(/.test(findFunction(hmac)?.text() ?? ''))
    return undefined
  const pieces = flatten(file, data.value)
  const [joint, nonce] = [pieces.at(-2), pieces.at(-1)]
  if (nonce === undefined || typeof nonce === 'string') return undefined
  const from = comesFrom(file, nonce, fn)
  if (from.size !== 1 || !from.has('nonce')) return undefined
  if (!pieces.some((piece) => typeof piece !== 'string' && comesFrom(file, piece, fn).has('url'))) return undefined
  return { key: key.value, scheme: typeof joint === 'string' && joint.endsWith('.') ? 'v3' : 'v2' }
}

/** The pieces of a text that is put together. */
function flatten(file: SourceFile, outer: Node): readonly (string | Node)[] {
  const node = unwrap(outer)
  const value = getStringValue(node)
  if (value !== undefined) return [value]
  if (is(node, 'encapsed_string'))
    return getNamedChildren(node).flatMap((child) =>
      is(child, 'string_content', 'escape_sequence') ? [child.text()] : flatten(file, child),
    )
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  if (
    is(node, 'binary_expression') &&
    getField(node, 'operator')?.text() === '.' &&
    left !== undefined &&
    right !== undefined
  )
    return [...flatten(file, left), ...flatten(file, right)]
  const origins = is(node, 'variable_name') ? getOrigins(file, node) : undefined
  const [only, ...more] = origins?.values ?? []
  if (only === undefined || more.length > 0) return [node]
  const inner = flatten(file, only)
  return inner.length > 1 ? inner : [node]
}

/** The values of names in a file. */
const valuesOf =
  (file: SourceFile) =>
  (node: Node): readonly Node[] =>
    getOrigins(file, node)?.values ?? []

/** Which inputs of a check a value is made of. */
function comesFrom(file: SourceFile, start: Node, fn: Node): ReadonlySet<SignatureArgument> {
  const roles = assignRoles(getParameters(fn).map((node) => ({ name: getName(node).slice(1), node }))) ?? new Map()
  const names = [...walkMadeOf(start, valuesOf(file))]
    .filter((node) => is(node, 'variable_name') && isSame(findFunction(node), fn))
    .map((node) => node.text())
  return new Set([...roles].flatMap(([role, parameter]) => (names.includes(getName(parameter)) ? [role] : [])))
}

/** Functions that only compute. */
const KNOWN =
  /^\\?(?:array_\w+|base64_encode|count|empty|end|explode|hash_equals|hash_hmac|http_build_query|implode|in_array|is_\w+|isset|join|key|ksort|ltrim|mb_\w+|parse_str|parse_url|preg_match|preg_replace|preg_split|rawurldecode|rawurlencode|reset|rtrim|sort|sprintf|str_\w+|strcmp|strlen|strncmp|strpos|strrpos|strstr|strtok|strtolower|strtoupper|strval|substr\w*|trim|uksort|urldecode|urlencode|usort|utf8_encode|asort|range|min|max)$/i

/** Whether a function only computes: nothing is thrown, printed, set outside, or asked of the rest of the application. */
function isPure(file: SourceFile, part: Node, key: Node): boolean {
  const bad = [
    'throw_expression',
    'try_statement',
    'echo_statement',
    'exit_statement',
    'global_declaration',
    'yield_expression',
    'object_creation_expression',
    'print_intrinsic',
  ]
  for (const node of walk(part)) {
    if (isWithin(getRange(node), getRange(key))) continue
    if (is(node, ...bad)) return false
    const isSet = is(node, 'assignment_expression', 'augmented_assignment_expression')
    if (isSet && is(getField(node, 'left'), 'member_access_expression', 'scoped_property_access_expression'))
      return false
    if (!is(node, ...CALLS) || findLocalFunction(file, node) !== undefined) continue
    if (!is(node, 'function_call_expression') || !KNOWN.test(getCallName(node))) return false
  }
  return true
}

const BRANCHING: Branching = {
  branches: ['if_statement', 'else_if_clause'],
  negated: [],
  plain: ['compound_statement', 'else_clause', 'foreach_statement', 'for_statement'],
  absent:
    /^\(*(?:empty\((\$\w+)\)|!\s*isset\((\$\w+)\)|!\s*(\$\w+)|is_null\((\$\w+)\)|(\$\w+)\s*={2,3}\s*(?:''|""|null))\)*$/i,
  present: /^\(*(?:(\$\w+)|!\s*empty\((\$\w+)\)|isset\((\$\w+)\)|(\$\w+)\s*!={1,2}\s*(?:''|""|null))\)*$/i,
}

interface Comparison {
  readonly fn: Node
  readonly hmac: Node
  readonly roles: ReadonlyMap<SignatureArgument, Node>
}

/** Whether the helper covers every way out, and at least one says yes. */
function givesComparison(file: SourceFile, comparison: Comparison): boolean {
  const { fn, roles } = comparison
  const check = { branching: BRANCHING, fn, roles, compares: (node: Node) => compares(file, node, comparison) }
  const returns = getReturned(fn).map((node) => ({ node, value: getNamedChildren(node)[0] }))
  const says = (value: Node | undefined): 'refuses' | 'accepts' | 'compares' =>
    value === undefined || /^(?:false|null)$/i.test(value.text())
      ? 'refuses'
      : /^true$/i.test(value.text())
        ? 'accepts'
        : 'compares'
  return (
    returns.some(({ value }) => says(value) !== 'refuses') &&
    returns.every(({ node, value }) => {
      const way = says(value)
      const isSound = way !== 'compares' || (value !== undefined && check.compares(value))
      return isSound && isCovered(node, way, check)
    })
  )
}

function compares(file: SourceFile, outer: Node, comparison: Comparison): boolean {
  const node = unwrap(outer)
  if (is(node, 'binary_expression')) {
    const operator = getField(node, 'operator')?.text() ?? ''
    const sides = [getField(node, 'left'), getField(node, 'right')].filter((side) => side !== undefined)
    if (operator === '&&' || operator === 'and') {
      const isCompared = sides.map((side) => compares(file, side, comparison))
      const isPlain = (side: Node): boolean => asksForInputs(side.text(), BRANCHING.present, comparison.roles)
      return isCompared.includes(true) && sides.every((side, index) => isCompared[index] === true || isPlain(side))
    }
    return /^={2,3}$/.test(operator) && isOfBoth(file, sides, comparison)
  }
  const isCall = is(node, 'function_call_expression') && /^\\?(?:hash_equals|in_array)$/i.test(getCallName(node))
  return (
    isCall &&
    isOfBoth(
      file,
      getArguments(node)
        .slice(0, 2)
        .map(({ value }) => value),
      comparison,
    )
  )
}

/** Whether the signature is on one side and the digest on the other. */
function isOfBoth(file: SourceFile, sides: readonly Node[], { fn, hmac }: Comparison): boolean {
  const signed = sides.filter((side) => comesFrom(file, side, fn).has('signature'))
  const made = sides.filter((side) => isMadeOf(side, hmac, valuesOf(file)))
  return signed.length === 1 && made.length === 1 && signed[0] !== made[0]
}

/** The body of the check becomes one call of the helper. */
export function replaceHandWritten(file: SourceFile, check: HandWritten, token: string, target: Target): Placement {
  const { roles, scheme } = check
  const text = (role: SignatureArgument): string => roles.get(role)?.text() ?? ''
  const helper = getFullName(file)
  const call =
    scheme === 'v2'
      ? `${helper}::validateSignature(${[text('url'), text('nonce'), text('signature'), token].join(', ')})`
      : `${helper}::validateV3Signature(${[text('method') || "'POST'", text('url'), text('nonce'), token, text('signature'), text('params')].join(', ')})`
  return {
    file: createHelperFile(file, target),
    edits: [
      { ...check.replaced, text: `return ${call};` },
      ...addToHead(
        file,
        [getRequire(file)].filter((one) => one !== undefined),
      ),
    ],
    notes: [],
  }
}
