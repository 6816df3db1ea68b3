import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { GO } from '../../src/grammar/go.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { getField, getRange, is, isSame, isWithin, type Node, walk } from '../../src/grammar/tree.ts'
import { assignRoles } from '../../src/signature-calls/hand-written.ts'
import type { HandWritten, Placement } from '../../src/signature-calls/language.ts'
import { isMadeOf, walkMadeOf } from '../../src/signature-calls/made-of.ts'
import { type Branching, isCovered } from '../../src/signature-calls/ways-out.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { findHmacs } from './hmac.ts'
import { changeImports } from './imports.ts'
import { findFunction, findLocalFunction, getOrigins, getParameters } from './names.ts'
import { createHelperFile, getAlias, getImportPath } from './placement.ts'
import { getGoTree, getStringValue } from './tree.ts'
import { findPackageNames } from './uses.ts'

/**
 * The function that computes HMAC-SHA256 in base64 over a URL, perhaps parameters, and a nonce, compares it with a
 * signature and gives back whether it is the same. One that does anything else besides, or whose inputs cannot all be
 * told apart by name, is none; nor are any where a file has several, since they share imports.
 */
export function findHandWritten(file: SourceFile): readonly HandWritten[] {
  const hmacs = findHmacs(file)
  if (hmacs.length === 0) return []
  const tree = getGoTree(file)
  const found = [...tree.getNodes('function_declaration'), ...tree.getNodes('method_declaration')].flatMap(
    (fn) => readCheck(file, fn, hmacs) ?? [],
  )
  return found.length === 1 ? found : []
}

function readCheck(file: SourceFile, fn: Node, all: readonly Node[]): HandWritten | undefined {
  const body = getField(fn, 'body')
  const statements =
    body === undefined ? [] : getNamed(body).flatMap((one) => (is(one, 'statement_list') ? getNamed(one) : [one]))
  const [first, last] = [statements[0], statements.at(-1)]
  if (first === undefined || last === undefined || getField(fn, 'result')?.text() !== 'bool') return undefined
  const roles = assignRoles(getParameters(fn).map((node) => ({ name: node.text(), node })))
  const parts = findParts(file, fn)
  const [hmac, ...more] = all.filter((node) => [fn, ...parts].some((one) => isWithin(getRange(node), getRange(one))))
  if (roles === undefined || hmac === undefined || more.length > 0 || !isSame(findFunction(hmac), fn)) return undefined
  const params = roles.get('params')
  if (params !== undefined && getType(params) !== 'map[string]string') return undefined
  const signed = readHmac(file, hmac, fn, roles)
  if (signed === undefined || ![fn, ...parts].every((one) => isPure(file, one))) return undefined
  if (!getReturned(fn).every((value) => isSound(file, value, { fn, roles, hmac }))) return undefined
  if (!roles.has('token')) roles.set('token', signed.key)
  else if (!comesFrom(file, signed.key, roles).has('token')) return undefined
  if ((signed.scheme === 'v3') !== (params !== undefined)) return undefined
  if (signed.scheme === 'v2' && roles.has('method')) return undefined
  const replaced = { start: getRange(first).start, end: getRange(last).end }
  return { function: fn, replaced, scheme: signed.scheme, roles, parts }
}

const getType = (name: Node): string | undefined => {
  const declaration = name.parent()
  return declaration === null ? undefined : getField(declaration, 'type')?.text().replaceAll(/\s/g, '')
}

/** Functions of the file that a function calls, and those that they call. */
function findParts(file: SourceFile, fn: Node): readonly Node[] {
  const found: Node[] = []
  const visit = (from: Node): void => {
    for (const node of walk(from)) {
      const local = is(node, 'call_expression') ? findLocalFunction(file, node) : undefined
      if (local === undefined || isSame(local, fn) || found.some((one) => isSame(one, local))) continue
      found.push(local)
      visit(local)
    }
  }
  visit(fn)
  return found
}

type Roles = ReadonlyMap<SignatureArgument, Node>

interface Signed {
  readonly key: Node
  readonly scheme: 'v2' | 'v3'
}

/** The key of `hmac.New(sha256.New, []byte(key))`, and by what is written to it the version. */
function readHmac(file: SourceFile, hmac: Node, fn: Node, roles: Roles): Signed | undefined {
  const [hash, key] = GO.readCall(hmac)?.arguments ?? []
  if (hash?.value.text() !== 'sha256.New' || key === undefined) return undefined
  if (!/\bbase64\.StdEncoding\.EncodeToString\(/.test(fn.text())) return undefined
  const written = [...walk(fn)].flatMap((node) => {
    const call = is(node, 'call_expression') ? GO.readCall(node) : undefined
    const isWrite =
      call?.name === 'Write' && call.receiver !== undefined && isMadeOf(call.receiver, hmac, valuesOf(file))
    const [data] = isWrite ? (call?.arguments ?? []) : []
    return data === undefined ? [] : [data.value]
  })
  const [data, ...more] = written
  if (data === undefined || more.length > 0) return undefined
  const pieces = flatten(file, toText(data))
  const [joint, nonce] = [pieces.at(-2), pieces.at(-1)]
  if (nonce === undefined || typeof nonce === 'string') return undefined
  const from = comesFrom(file, nonce, roles)
  if (from.size !== 1 || !from.has('nonce')) return undefined
  if (!pieces.some((piece) => typeof piece !== 'string' && comesFrom(file, piece, roles).has('url'))) return undefined
  return { key: toText(key.value), scheme: typeof joint === 'string' && joint.endsWith('.') ? 'v3' : 'v2' }
}

/** The text inside `[]byte(…)`. */
function toText(node: Node): Node {
  const operand = is(node, 'type_conversion_expression') ? getField(node, 'operand') : undefined
  return operand ?? node
}

/** The pieces of a text that is put together. */
function flatten(file: SourceFile, node: Node): readonly (string | Node)[] {
  const value = getStringValue(node)
  if (value !== undefined) return [value]
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  if (is(node, 'binary_expression') && getField(node, 'operator')?.text() === '+' && left && right)
    return [...flatten(file, left), ...flatten(file, right)]
  const [only, ...more] = is(node, 'identifier') ? (getOrigins(file, node)?.values ?? []) : []
  const inner = only === undefined || more.length > 0 ? [] : flatten(file, only)
  return inner.length > 1 ? inner : [node]
}

/** The values of names in a file. */
const valuesOf =
  (file: SourceFile) =>
  (node: Node): readonly Node[] =>
    getOrigins(file, node)?.values ?? []

/** Which inputs of a check a value is made of. */
function comesFrom(file: SourceFile, start: Node, roles: Roles): ReadonlySet<SignatureArgument> {
  const names = [...walkMadeOf(start, valuesOf(file))]
    .filter((node) => is(node, 'identifier'))
    .map((node) => node.text())
  return new Set([...roles].flatMap(([role, parameter]) => (names.includes(parameter.text()) ? [role] : [])))
}

/** Packages whose functions only compute, and builtin functions that do. */
const PURE = /^(?:strings|sort|slices|maps|url|hmac|sha256|base64|bytes|subtle|utf8)$/
const BUILTIN = /^(?:len|cap|append|make|string|new|min|max|copy)$/
const METHODS = /^(?:Write|WriteString|WriteByte|Sum|String|Query|Get|Encode|EncodeToString|DecodeString|Keys|Len)$/
const EFFECTS = ['go_statement', 'defer_statement', 'send_statement', 'select_statement', 'labeled_statement']

/** Whether a function only computes: nothing is set outside, and nothing asked of the rest of the application. */
function isPure(file: SourceFile, fn: Node): boolean {
  return [...walk(getField(fn, 'body') ?? fn)].every((node) => {
    if (is(node, ...EFFECTS)) return false
    if (is(node, 'assignment_statement')) {
      const left = getField(node, 'left')
      return left !== undefined && getNamed(left).every((one) => is(one, 'identifier', 'index_expression'))
    }
    if (!is(node, 'call_expression')) return true
    const call = GO.readCall(node)
    if (call === undefined) return false
    if (call.receiver === undefined) return BUILTIN.test(call.name) || findLocalFunction(file, node) !== undefined
    const isSprintf = call.receiver.text() === 'fmt' && /^Sprint/.test(call.name)
    return (
      isSprintf ||
      PURE.test(call.receiver.text()) ||
      METHODS.test(call.name) ||
      findLocalFunction(file, node) !== undefined
    )
  })
}

/** The values of the return statements of a function, without those of functions inside it. */
const getReturned = (fn: Node): readonly Node[] =>
  [...walk(fn)]
    .filter((node) => is(node, 'return_statement') && isSame(findFunction(node), fn))
    .flatMap((node) => getNamed(node).flatMap((list) => (is(list, 'expression_list') ? getNamed(list) : [list])))

interface Comparison {
  readonly fn: Node
  readonly roles: Roles
  readonly hmac: Node
}

const BRANCHING: Branching = {
  branches: ['if_statement'],
  negated: [],
  plain: ['return_statement', 'expression_list', 'block', 'statement_list', 'for_statement'],
  absent: /^\(*(?:(\w+)\s*==\s*""|len\((\w+)\)\s*==\s*0)\)*$/,
  present: /^\(*(?:(\w+)\s*!=\s*""|len\((\w+)\)\s*(?:>|!=)\s*0)\)*$/,
}

/** Whether the helper covers a value that a function gives back. */
function isSound(file: SourceFile, value: Node, comparison: Comparison): boolean {
  const says = (node: Node): boolean => compares(file, node, comparison)
  const check = { branching: BRANCHING, fn: comparison.fn, roles: comparison.roles, compares: says }
  if (is(value, 'false')) return isCovered(value, 'refuses', check)
  if (is(value, 'true')) return isCovered(value, 'accepts', check)
  return says(value) && isCovered(value, 'compares', check)
}

/** Whether a value says whether the digest is the signature. */
function compares(file: SourceFile, node: Node, { roles, hmac }: Comparison): boolean {
  const call = GO.readCall(node)
  const isEqual = call?.receiver?.text() === 'hmac' && call.name === 'Equal'
  const [left, right] = [getField(node, 'left'), getField(node, 'right')]
  const inner = left === undefined ? undefined : GO.readCall(left)
  const isConstant = inner?.name === 'ConstantTimeCompare' && right?.text() === '1'
  const isPlain = is(node, 'binary_expression') && !isConstant && getField(node, 'operator')?.text() === '=='
  const given = isEqual ? call?.arguments : isConstant ? inner?.arguments : undefined
  const sides = given?.map(({ value }) => value) ?? (isPlain ? [left, right].filter((one) => one !== undefined) : [])
  return (
    sides.some((side) => comesFrom(file, side, roles).has('signature')) &&
    sides.some((side) => isMadeOf(side, hmac, valuesOf(file)))
  )
}

/** The body of the check becomes one call of the helper; imports that only it used go. */
export function replaceHandWritten(file: SourceFile, check: HandWritten, token: string, target: Target): Placement {
  const { roles, scheme, replaced } = check
  const text = (role: SignatureArgument): string => roles.get(role)?.text() ?? ''
  const alias = getAlias(file)
  const call =
    scheme === 'v2'
      ? `${alias}.ValidateSignatureV2(${[text('url'), text('nonce'), text('signature'), token].join(', ')})`
      : `${alias}.ValidateSignatureV3(${[text('url'), text('nonce'), text('method') || '"POST"', text('signature'), token, text('params')].join(', ')})`
  const freed = GO.getImports(getGoTree(file)).filter(({ path, local }) => {
    const uses = findPackageNames(file, local ?? path.split('/').at(-1) ?? path)
    return uses.length > 0 && uses.every((use) => isWithin(getRange(use), replaced))
  })
  const kept = freed.filter(({ path }) => !(path === 'os' && /\bos\.Getenv\(/.test(token)))
  const add = [getImportPath(file), ...(/\bos\.Getenv\(/.test(token) ? ['os'] : [])]
  return {
    file: createHelperFile(file, target),
    edits: [
      { ...replaced, text: `return ${call}` },
      ...changeImports(file, { add, remove: kept.map(({ node }) => node) }),
    ],
    notes: [],
  }
}
