import type { Function as FunctionNode, Node } from '@babel/types'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { getFunction } from '../../src/javascript/calls.ts'
import { type Binding, getFunctions, getScopes, isUse } from '../../src/javascript/scopes.ts'
import {
  getKeyName,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
  walk,
} from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Outside } from './trace.ts'

/** An input of a check: a parameter, or a member of one. */
export interface Slot extends Outside {
  /** How the function writes it. */
  readonly text: string
}

/** A function that checks a signature of Plivo's with code of its own, all of it understood. */
export interface HandWrittenCheck {
  readonly function: FunctionNode
  readonly scheme: 'v2' | 'v3'
  /** The statements between its braces. */
  readonly body: NodeOf<'BlockStatement'>
  readonly url: string
  readonly nonce: Slot
  readonly signature: Slot
  readonly token: string
  readonly method: string | undefined
  readonly params: string | undefined
}

const OTHERS = /twilio|signalwire|telnyx|vonage|exotel|stripe|slack|svix|github/i
const headers: readonly HeaderRow[] = HEADERS
const headerName =
  headers.find(({ provider, role, scheme }) => provider === 'plivo' && role === 'signature' && scheme === 'v3')?.name ??
  ''

/**
 * Functions that compute HMAC-SHA256 in base64 over a URL, perhaps parameters, and a nonce, compare it with a signature
 * and give back a boolean. One that does anything else besides, or whose inputs cannot all be told apart, is none.
 */
export function findHandWrittenChecks(tree: Tree): readonly HandWrittenCheck[] {
  if (!/createHmac/.test(tree.text) || !/plivo/i.test(tree.text)) return []
  return getFunctions(tree).flatMap((node) => {
    const check = readCheck(tree, node)
    return check === undefined ? [] : [check]
  })
}

function readCheck(tree: Tree, node: FunctionNode): HandWrittenCheck | undefined {
  const { body } = node
  if (body.type !== 'BlockStatement' || node.async || node.generator) return undefined
  const digests = [...walk(body)].filter((inner) => getHmac(inner) !== undefined)
  const [digest] = digests
  const hmac = digest && getHmac(digest)
  if (
    digest === undefined ||
    hmac === undefined ||
    digests.length > 1 ||
    !isOfPlivo(tree, node, getText(tree, hmac.key)) ||
    !isPure(tree, node, hmac.key)
  )
    return undefined
  const slots = new Slots(tree, node)
  const parts = flatten(tree, hmac.data)
  const last = parts.at(-1)
  if (last === undefined || typeof last === 'string') return undefined
  const [nonce, ...moreNonces] = slots.of(last)
  const signed = parts.slice(0, -1)
  const before = signed.flatMap((part) => (typeof part === 'string' ? [] : slots.of(part)))
  const token = slots.of(hmac.key)
  const taken = new Set([...before, ...token, ...(nonce ? [nonce] : [])].map(({ text }) => text))
  const isMethod = (slot: Slot): boolean => getUses(slots, slot).some((use) => isMethodUse(tree, use))
  const left = slots.of(body).filter(({ text }) => !taken.has(text))
  const [signature, ...moreSignatures] = left.filter((slot) => !isMethod(slot))
  if (nonce === undefined || moreNonces.length > 0 || signature === undefined || moreSignatures.length > 0)
    return undefined
  if (token.length > 1 || before.some(({ text }) => text === nonce.text)) return undefined
  const roles = classify(slots, [...before, ...left.filter(isMethod)])
  if (roles === undefined || !NONCE.test(nonce.text) || !SIGNATURE.test(signature.text)) return undefined
  if (!URL_NAME.test(roles.url) || !comparesOnly(slots, body, { digest, signature })) return undefined
  const joint = signed.at(-1)
  const isV3 = typeof joint === 'string' && joint.endsWith('.')
  if (!isV3 && (roles.params !== undefined || typeof joint === 'string')) return undefined
  return {
    function: node,
    scheme: isV3 ? 'v3' : 'v2',
    body,
    url: roles.url,
    nonce,
    signature,
    token: getText(tree, hmac.key),
    method: roles.method,
    params: roles.params,
  }
}

/** What authors call the inputs: a check that calls them otherwise is left to a person. */
const NONCE = /nonce/i
const SIGNATURE = /sig|hmac|digest/i
const URL_NAME = /ur[il]|href|address/i

/** Nodes around a function that give it a name. */
const NAMING = /^(?:VariableDeclarator|AssignmentExpression|ObjectProperty|ClassProperty)$/

/** Whether the function or its token names Plivo, or the file speaks of Plivo's signatures and of no other sender's. */
export function isOfPlivo(tree: Tree, node: FunctionNode, key: string): boolean {
  const parent = tree.getParent(node)
  const { start } = getRange(parent !== undefined && NAMING.test(parent.type) ? parent : node)
  const named = /plivo/i.test(tree.text.slice(start, getRange(node.body).start) + key)
  return named || (tree.text.toLowerCase().includes(headerName.toLowerCase()) && !OTHERS.test(tree.text))
}

/** `createHmac('sha256', key).update(data).digest('base64')`. */
function getHmac(node: Node): { readonly key: Node; readonly data: Node } | undefined {
  const digest = getMethodCall(node, 'digest')
  if (digest === undefined || getStringValue(digest.given[0]) !== 'base64') return undefined
  const update = getMethodCall(digest.object, 'update')
  const [data] = update?.given ?? []
  const made = update && unwrap(update.object)
  if (data === undefined || made?.type !== 'CallExpression') return undefined
  const { callee } = made
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression'
        ? getKeyName(callee.property, callee.computed)
        : ''
  const [algorithm, key] = made.arguments
  return name === 'createHmac' && getStringValue(algorithm) === 'sha256' && key ? { key, data } : undefined
}

function getMethodCall(
  node: Node,
  name: string,
): { readonly object: Node; readonly given: readonly Node[] } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node.callee
  return getKeyName(property, computed) === name ? { object: unwrap(object), given: node.arguments } : undefined
}

/** The pieces of a text that is put together, constants of the function included. */
function flatten(tree: Tree, outer: Node): readonly (string | Node)[] {
  const node = unwrap(outer)
  const text = getStringValue(node)
  if (text !== undefined) return [text]
  if (node.type === 'TemplateLiteral')
    return node.quasis.flatMap((quasi, index): readonly (string | Node)[] => {
      const expression = node.expressions[index]
      const raw = quasi.value.cooked ?? ''
      return [...(raw === '' ? [] : [raw]), ...(expression ? flatten(tree, expression) : [])]
    })
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return [...flatten(tree, node.left), ...flatten(tree, node.right)]
  if (node.type === 'Identifier') {
    const binding = getScopes(tree).resolve(node)
    const origin = binding?.origin
    if (binding && origin?.kind === 'variable' && origin.declarator.init && binding.path.length === 0)
      if (getScopes(tree).getAssignments(binding).length === 0) {
        const inner = flatten(tree, origin.declarator.init)
        return inner.length > 1 ? inner : [node]
      }
  }
  return [node]
}

/** Which inputs of one function expressions are made of. */
class Slots {
  readonly tree: Tree
  readonly function: FunctionNode

  constructor(tree: Tree, node: FunctionNode) {
    this.tree = tree
    this.function = node
  }

  of(node: Node): readonly Slot[] {
    const found = new Map<string, Slot>()
    this.collect(node, { found, seen: new Set() })
    return [...found.values()]
  }

  private collect(node: Node, state: { readonly found: Map<string, Slot>; readonly seen: Set<Binding> }): void {
    for (const inner of walk(node)) {
      if (inner.type !== 'Identifier') continue
      const parent = this.tree.getParent(inner)
      if (parent?.type === 'MemberExpression' && parent.property === inner && !parent.computed) continue
      if (parent?.type === 'ObjectProperty' && parent.key === inner && parent.value !== inner) continue
      const binding = getScopes(this.tree).resolve(inner)
      if (binding === undefined) continue
      const { origin } = binding
      if (origin.kind === 'parameter' && origin.function === this.function) this.add(inner, binding, state.found)
      else if (!state.seen.has(binding)) {
        state.seen.add(binding)
        for (const source of this.getSources(binding)) this.collect(source, state)
      }
    }
  }

  private add(node: Node, binding: Binding, found: Map<string, Slot>): void {
    const { origin, path } = binding
    if (origin.kind !== 'parameter') return
    const member = this.tree.getParent(node)
    const key = member && getSlotKey(this.tree, member, node)
    const text = key === undefined ? binding.name : `${binding.name}.${key}`
    if (!found.has(text))
      found.set(text, {
        text,
        function: this.function,
        index: origin.index,
        path: key === undefined ? path : [...path, key],
      })
  }

  /** What a name of the function gets its value from. */
  private getSources(binding: Binding): readonly Node[] {
    const { origin } = binding
    const scopes = getScopes(this.tree)
    const pushed = scopes.getReferences(binding).flatMap((use) => {
      const member = this.tree.getParent(use)
      const call = member && this.tree.getParent(member)
      return call?.type === 'CallExpression' && call.callee === member ? call.arguments : []
    })
    const own = [...scopes.getAssignments(binding), ...pushed]
    if (origin.kind !== 'variable') return own
    const loop = this.tree.getParent(origin.declaration)
    const list = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement' ? [loop.right] : []
    return [...own, ...list, ...(origin.declarator.init ? [origin.declarator.init] : [])]
  }
}

/** `input.url` is an input of its own; `url.split('?')` and `signature.length` are the input itself. */
function getSlotKey(tree: Tree, member: Node, object: Node): string | undefined {
  if (member.type !== 'MemberExpression' && member.type !== 'OptionalMemberExpression') return undefined
  if (member.object !== object || member.computed) return undefined
  const call = tree.getParent(member)
  const isCalled =
    (call?.type === 'CallExpression' || call?.type === 'OptionalCallExpression') && call.callee === member
  const key = getKeyName(member.property, false)
  return isCalled || key === 'length' ? undefined : key
}

interface Roles {
  readonly url: string
  readonly method: string | undefined
  readonly params: string | undefined
}

/** Tells the URL, the method and the parameters apart by what is done with them. */
function classify(slots: Slots, given: readonly Slot[]): Roles | undefined {
  const uses = new Map(given.map((slot) => [slot.text, getUses(slots, slot)]))
  const inputs = [...uses]
  const methods = inputs.filter(([, nodes]) => nodes.some((node) => isMethodUse(slots.tree, node)))
  const params = inputs.filter(([, nodes]) => nodes.some((node) => isParamsUse(slots.tree, node)))
  const urls = inputs.filter((one) => !methods.includes(one) && !params.includes(one))
  if (urls.length !== 1 || methods.length > 1 || params.length > 1) return undefined
  const [url] = urls[0] ?? []
  return url === undefined ? undefined : { url, method: methods[0]?.[0], params: params[0]?.[0] }
}

/** The expressions that are an input, wherever they stand in the function. */
function getUses(slots: Slots, slot: Slot): readonly Node[] {
  return [...walk(slots.function.body)].filter((node) => {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false
    return getText(slots.tree, node) === slot.text
  })
}

const isMethodUse = (tree: Tree, node: Node): boolean => {
  const parent = tree.getParent(node)
  if (parent?.type === 'BinaryExpression')
    return [parent.left, parent.right].some((side) => /^(?:GET|POST)$/i.test(getStringValue(side) ?? ''))
  const call = parent && tree.getParent(parent)
  return parent?.type === 'MemberExpression' && parent.object === node && call?.type === 'CallExpression'
    ? getKeyName(parent.property, parent.computed) === 'toUpperCase'
    : false
}

const isParamsUse = (tree: Tree, node: Node): boolean => {
  const parent = tree.getParent(node)
  if (parent?.type === 'MemberExpression') return parent.object === node && parent.computed
  if (parent?.type === 'ForInStatement') return parent.right === node
  const callee = parent?.type === 'CallExpression' ? getText(tree, parent.callee) : ''
  if (/^Object\.(?:keys|entries)$/.test(callee)) return true
  return parent?.type === 'LogicalExpression' ? isParamsUse(tree, parent) : false
}

/** Names outside the function that a check may call. */
const KNOWN =
  /^(?:Buffer|Object|String|Array|URL|URLSearchParams|crypto|createHmac|timingSafeEqual|nodeCrypto|decodeURIComponent|encodeURIComponent|console|undefined)$/

/** Whether a function only computes: nothing is awaited, thrown, assigned outside, or asked of the rest of the application. */
function isPure(tree: Tree, node: FunctionNode, key: Node): boolean {
  const scopes = getScopes(tree)
  for (const inner of walk(node.body)) {
    if (/^(?:Await|Yield|This)Expression$|^ThrowStatement$/.test(inner.type)) return false
    if (inner.type !== 'Identifier' || !isUse(tree, inner) || isWithin(inner, key)) continue
    const binding = scopes.resolve(inner)
    const isInside = binding !== undefined && isWithin(binding.identifier, node)
    const isLocal = getFunction(tree, inner) !== undefined
    if (!isInside && !isLocal && !KNOWN.test(inner.name)) return false
  }
  return true
}

const isWithin = (node: Node, around: Node): boolean =>
  getRange(node).start >= getRange(around).start && getRange(node).end <= getRange(around).end

/** Whether every `true` the function gives back comes from a comparison of the digest with the signature. */
function comparesOnly(
  slots: Slots,
  body: NodeOf<'BlockStatement'>,
  { digest, signature }: { readonly digest: Node; readonly signature: Slot },
): boolean {
  const returns = [...walk(body)].filter((node) => node.type === 'ReturnStatement' && isOwn(slots, node))
  const values = returns.map((node) => (node.type === 'ReturnStatement' ? node.argument : undefined))
  const isFalse = (node: Node | null | undefined): boolean => node?.type === 'BooleanLiteral' && !node.value
  const comparisons = values.filter((value) => !isFalse(value))
  return (
    comparisons.length === 1 &&
    comparisons.every((value) => value !== null && value !== undefined && compares(slots, value, { digest, signature }))
  )
}

/** Whether a statement is of the function itself, not of one inside it. */
function isOwn(slots: Slots, node: Node): boolean {
  for (let around = slots.tree.getParent(node); around !== undefined; around = slots.tree.getParent(around)) {
    if (around === slots.function) return true
    if (/Function|Method/.test(around.type)) return false
  }
  return false
}

function compares(
  slots: Slots,
  value: Node,
  { digest, signature }: { readonly digest: Node; readonly signature: Slot },
): boolean {
  const isNegated = [...walk(value)].some(
    (node) =>
      (node.type === 'UnaryExpression' && node.operator === '!') ||
      (node.type === 'BinaryExpression' && /^!/.test(node.operator)),
  )
  if (unwrap(value).type === 'BooleanLiteral' || isNegated) return false
  const isSigned = slots.of(value).some(({ text }) => text === signature.text)
  return isSigned && reaches(slots.tree, value, digest, new Set())
}

/** Whether an expression is made of another one, through names. */
function reaches(tree: Tree, from: Node, to: Node, seen: Set<Binding>): boolean {
  for (const inner of walk(from)) {
    if (inner === to) return true
    if (inner.type !== 'Identifier') continue
    const binding = getScopes(tree).resolve(inner)
    if (binding?.origin.kind !== 'variable' || seen.has(binding)) continue
    seen.add(binding)
    const { init } = binding.origin.declarator
    if (init && reaches(tree, init, to, seen)) return true
  }
  return false
}

/** The last statement at the top that loads a module. */
export function findLastLoad(tree: Tree): Node | undefined {
  return tree.root.program.body.findLast(
    (statement) =>
      statement.type === 'ImportDeclaration' ||
      (statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => init && isRequire(init))),
  )
}

export const isRequire = (outer: Node): boolean => {
  const node = unwrap(outer)
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
}

/** Checks of a file that are replaced as a whole; none when the helper could not be imported. */
export const findReplacedChecks = oncePerFile((file: SourceFile): readonly HandWrittenCheck[] => {
  const tree = getTree(file)
  const checks = findHandWrittenChecks(tree)
  return checks.length > 0 && findLastLoad(tree) !== undefined ? checks : []
})
