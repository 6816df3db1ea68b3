import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getField, getRange, is, isSame, isWithin, type Node, walk } from '../../src/grammar/tree.ts'
import {
  findLocalMethod,
  findMethod,
  getOrigins,
  getParameterName,
  getParameters,
  getReturned,
} from '../../src/ruby/names.ts'
import {
  getArguments,
  getMethodName,
  getNamedChildren,
  getRubyTree,
  getStringValue,
  unwrap,
} from '../../src/ruby/tree.ts'
import { assignRoles } from '../../src/signature-calls/hand-written.ts'
import type { HandWritten, Placement } from '../../src/signature-calls/language.ts'
import { isMadeOf, walkMadeOf } from '../../src/signature-calls/made-of.ts'
import { asksForInputs, type Branching, isCovered } from '../../src/signature-calls/ways-out.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { findHmacs } from './hmac.ts'
import { createHelperFile, getRequireEdits, HELPER } from './placement.ts'

const METHODS = ['method', 'singleton_method']

/** Whether no code of the file calls a method. */
export function isUncalled(file: SourceFile, method: Node): boolean {
  if (!is(method, ...METHODS)) return false
  const name = getField(method, 'name')?.text() ?? ''
  const tree = getRubyTree(file)
  const isCalled = tree.getNodes('call').some((call) => getMethodName(call) === name)
  const isNamed = tree
    .getNodes('identifier')
    .some((node) => node.text() === name && !isWithin(getRange(node), getRange(method)))
  return !isCalled && !isNamed
}

/**
 * Methods that compute HMAC-SHA256 in base64 over a URL, perhaps parameters, and a nonce, compare it with a signature and
 * give back whether it is the same. One that does anything else besides, or whose inputs cannot all be told apart by
 * name, is none.
 */
export function findHandWritten(file: SourceFile): readonly HandWritten[] {
  const hmacs = findHmacs(file)
  if (hmacs.length === 0) return []
  return METHODS.flatMap((kind) => getRubyTree(file).getNodes(kind)).flatMap((method) => {
    const found = readCheck(file, method, hmacs)
    return found === undefined ? [] : [found]
  })
}

function readCheck(file: SourceFile, method: Node, all: readonly Node[]): HandWritten | undefined {
  const body = getField(method, 'body')
  const statements = is(body, 'body_statement') && body !== undefined ? getNamedChildren(body) : []
  const [first, last] = [statements[0], statements.at(-1)]
  const parameters = getParameters(method)
  if (first === undefined || last === undefined || !parameters.every(isPlain)) return undefined
  const roles = assignRoles(parameters.map((node) => ({ name: getParameterName(node), node: getNameNode(node) })))
  const parts = findParts(file, method)
  const hmacs = all.filter((node) => [method, ...parts].some((one) => isWithin(getRange(node), getRange(one))))
  const [hmac, ...more] = hmacs
  if (roles === undefined || hmac === undefined || more.length > 0) return undefined
  const signed = readHmac(file, hmac, method)
  if (signed === undefined || ![method, ...parts].every((one) => isPure(file, one, method))) return undefined
  if (!getReturned(method).every((value) => isSound(file, value, { method, hmac, roles }))) return undefined
  if (!roles.has('token')) roles.set('token', signed.key)
  else if (!comesFrom(file, signed.key, method).has('token')) return undefined
  if (signed.scheme === 'v3' && !roles.has('params')) return undefined
  if (signed.scheme === 'v2' && (roles.has('params') || roles.has('method'))) return undefined
  const replaced = { start: getRange(first).start, end: getRange(last).end }
  return { function: method, replaced, scheme: signed.scheme, roles, parts }
}

const isPlain = (parameter: Node): boolean => is(parameter, 'identifier', 'optional_parameter', 'keyword_parameter')

const getNameNode = (parameter: Node): Node =>
  is(parameter, 'identifier') ? parameter : (getField(parameter, 'name') ?? parameter)

/** Methods of the file that a method calls, and those that they call, if nothing else calls them. */
function findParts(file: SourceFile, method: Node): readonly Node[] {
  const found: Node[] = []
  const visit = (from: Node): void => {
    for (const node of walk(from)) {
      if (!is(node, 'call', 'identifier')) continue
      const local = findLocalMethod(file, node)
      if (local === undefined || isSame(local, method) || found.some((one) => isSame(one, local))) continue
      found.push(local)
      visit(local)
    }
  }
  visit(method)
  return found
}

interface Signed {
  readonly key: Node
  readonly scheme: 'v2' | 'v3'
}

/** The key of an HMAC over `… + nonce`, and by what stands before the nonce its version. */
function readHmac(file: SourceFile, hmac: Node, method: Node): Signed | undefined {
  const [algorithm, key, data] = getArguments(hmac)
  const name = getMethodName(hmac)
  if (algorithm === undefined || key === undefined || data === undefined || name === 'hexdigest') return undefined
  if (name !== 'base64digest' && !isEncoded(file, hmac)) return undefined
  if (!isSha256(file, algorithm)) return undefined
  const pieces = flatten(file, data)
  const nonce = pieces.at(-1)
  if (
    nonce === undefined ||
    typeof nonce === 'string' ||
    ![...comesFrom(file, nonce, method)].every((one) => one === 'nonce')
  )
    return undefined
  const joint = pieces.at(-2)
  if (!pieces.some((piece) => typeof piece !== 'string' && comesFrom(file, piece, method).has('url'))) return undefined
  return { key, scheme: typeof joint === 'string' && joint.endsWith('.') ? 'v3' : 'v2' }
}

function isSha256(file: SourceFile, node: Node): boolean {
  const value = getStringValue(node)
  if (value !== undefined) return /^sha-?256$/i.test(value)
  if (/SHA256/.test(node.text())) return true
  const [argument] = is(node, 'call') ? getArguments(node) : []
  if (argument !== undefined) return isSha256(file, argument)
  const [origin, ...more] = getOrigins(file, node)?.values ?? []
  return origin !== undefined && more.length === 0 && isSha256(file, origin)
}

/** `Base64.strict_encode64(…)`, `[…].pack('m0')`, there or where the digest is used. */
const isEncoded = (file: SourceFile, hmac: Node): boolean =>
  /Base64\.(?:strict_)?encode64|\.pack\(['"]m0?['"]\)/.test(findMethod(hmac)?.text() ?? file.text)

/** The pieces of a text that is put together. */
function flatten(file: SourceFile, outer: Node): readonly (string | Node)[] {
  const node = unwrap(outer)
  const value = getStringValue(node)
  if (value !== undefined) return [value]
  if (is(node, 'string'))
    return node.namedChildren().flatMap((child): readonly (string | Node)[] => {
      if (is(child, 'string_content', 'escape_sequence')) return [child.text()]
      return getNamedChildren(child).flatMap((inner) => flatten(file, inner))
    })
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  if (is(node, 'binary') && getField(node, 'operator')?.text() === '+' && left !== undefined && right !== undefined)
    return [...flatten(file, left), ...flatten(file, right)]
  const origins = is(node, 'identifier') ? getOrigins(file, node) : undefined
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
function comesFrom(file: SourceFile, start: Node, method: Node): ReadonlySet<SignatureArgument> {
  const roles = assignRoles(getParameters(method).map((node) => ({ name: getParameterName(node), node }))) ?? new Map()
  const names = [...walkMadeOf(start, valuesOf(file))]
    .filter((node) => is(node, 'identifier') && isSame(findMethod(node), method))
    .map((node) => node.text())
  return new Set([...roles].flatMap(([role, parameter]) => (names.includes(getParameterName(parameter)) ? [role] : [])))
}

/** Methods that only compute. */
const KNOWN =
  /^(?:\[\]|any\?|all\?|each|each_pair|each_with_object|map|flat_map|collect|reduce|inject|select|reject|filter|find|sort|sort_by|join|split|partition|to_a|to_h|to_s|to_str|strip|chomp|upcase|downcase|empty\?|nil\?|blank\?|present\?|presence|size|length|bytesize|include\?|start_with\?|end_with\?|keys|values|merge|dup|freeze|first|last|secure_compare|fixed_length_secure_compare|strict_encode64|encode64|digest|base64digest|hexdigest|new|pack|encode|force_encoding|decode_www_form|decode_www_form_component|encode_www_form|parse|URI|scheme|host|port|path|query|build|sub|gsub|delete|tr|slice|key\?|is_a\?|instance_of\?|stringify_keys|compact|flatten|zip|unescape|escape|CGI|lambda|proc|call)$/

/** Whether a method only computes: nothing is raised, yielded, set outside, or asked of the rest of the application. */
function isPure(file: SourceFile, part: Node, method: Node): boolean {
  for (const node of walk(getField(part, 'body') ?? part)) {
    if (is(node, 'yield', 'super', 'rescue', 'ensure', 'begin', 'while', 'until', 'global_variable')) return false
    const isSet = is(node, 'assignment', 'operator_assignment')
    if (isSet && !is(getField(node, 'left'), 'identifier', 'left_assignment_list', 'element_reference')) return false
    const name = is(node, 'call') ? getMethodName(node) : undefined
    if (
      name !== undefined &&
      !KNOWN.test(name) &&
      findLocalMethod(file, node) === undefined &&
      !isKey(file, node, method)
    )
      return false
  }
  return true
}

/** The call that gives the token may be any. */
const isKey = (file: SourceFile, node: Node, method: Node): boolean => {
  const hmac = findHmacs(file).find((one) => isSame(findMethod(one), method))
  const key = hmac && getArguments(hmac)[1]
  return key !== undefined && isWithin(getRange(node), getRange(key))
}

const BRANCHING: Branching = {
  branches: ['if', 'elsif', 'if_modifier', 'unless', 'unless_modifier'],
  negated: ['unless', 'unless_modifier'],
  plain: ['body_statement', 'then', 'else', 'do_block', 'block', 'block_body'],
  absent: /^\(*(?:!\s*(\w+)|(\w+)(?:\.to_s)?&?\.(?:nil|empty|blank)\?|(\w+)\s*==\s*(?:nil|''|""))\)*$/,
  present: /^\(*(?:(\w+)|(\w+)\.present\?|!\s*(\w+)(?:\.to_s)?\.(?:nil|empty|blank)\?|(\w+)\s*!=\s*(?:nil|''|""))\)*$/,
}

interface Comparison {
  readonly method: Node
  readonly hmac: Node
  readonly roles: ReadonlyMap<SignatureArgument, Node>
}

/** Whether the helper covers what a method gives back: by its last expression, or by `return`. */
function isSound(file: SourceFile, given: Node, comparison: Comparison): boolean {
  const says = (value: Node): boolean => compares(file, value, comparison)
  if (!is(given, 'return')) return is(given, 'false', 'nil') || says(given)
  const [value, ...more] = getNamedChildren(given).flatMap(getNamedChildren)
  if (value === undefined || more.length > 0) return false
  const check = { branching: BRANCHING, fn: comparison.method, roles: comparison.roles, compares: says }
  return is(value, 'false', 'nil')
    ? isCovered(given, 'refuses', check)
    : says(value) && isCovered(given, 'compares', check)
}

/** Whether a value says whether the digest is the signature. */
function compares(file: SourceFile, outer: Node, comparison: Comparison): boolean {
  const node = unwrap(outer)
  if (is(node, 'binary')) {
    const operator = getField(node, 'operator')?.text()
    const sides = [getField(node, 'left'), getField(node, 'right')]
    if (operator === '&&' || operator === 'and') {
      const isCompared = sides.map((side) => side !== undefined && compares(file, side, comparison))
      const isPlain = (side: Node | undefined): boolean =>
        asksForInputs(side?.text() ?? '', BRANCHING.present, comparison.roles)
      return isCompared.includes(true) && sides.every((side, index) => isCompared[index] === true || isPlain(side))
    }
    return operator === '==' && isOfBoth(file, sides, comparison)
  }
  if (!is(node, 'call')) return false
  const name = getMethodName(node) ?? ''
  if (/secure_compare$/.test(name)) return isOfBoth(file, getArguments(node), comparison)
  if (name === 'include?') return isOfBoth(file, [getField(node, 'receiver'), ...getArguments(node)], comparison)
  const block = name === 'any?' ? getField(node, 'block') : undefined
  const body = block && getField(block, 'body')
  const last = body && getNamedChildren(body).at(-1)
  if (last === undefined || block === undefined) return false
  const list = getField(node, 'receiver')
  return isComparison(last) && isOfBoth(file, [list, last], comparison)
}

const isComparison = (node: Node): boolean =>
  (is(node, 'call') && /secure_compare$/.test(getMethodName(node) ?? '')) ||
  (is(node, 'binary') && getField(node, 'operator')?.text() === '==')

/** Whether the signature is on one side and the digest on the other. */
function isOfBoth(file: SourceFile, sides: readonly (Node | undefined)[], { method, hmac }: Comparison): boolean {
  const given = sides.filter((side) => side !== undefined)
  const roles = given.map((side) => comesFrom(file, side, method))
  const isSigned = roles.some((one) => one.has('signature'))
  return isSigned && given.some((side) => isMadeOf(side, hmac, valuesOf(file)))
}

/** The body of the check becomes one call of the helper. */
export function replaceHandWritten(file: SourceFile, check: HandWritten, token: string, target: Target): Placement {
  const { roles, scheme } = check
  const text = (role: SignatureArgument): string => roles.get(role)?.text() ?? ''
  const common = [text('url'), text('nonce'), text('signature'), token]
  const call =
    scheme === 'v2'
      ? `${HELPER}.valid_signature?(${common.join(', ')})`
      : `${HELPER}.valid_signatureV3?(${[...common, text('method') || "'POST'", text('params')].join(', ')})`
  return {
    file: createHelperFile(file, target),
    edits: [{ ...check.replaced, text: call }, ...getRequireEdits(file)],
    notes: [],
  }
}
