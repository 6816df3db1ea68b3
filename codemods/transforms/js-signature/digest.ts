import type { Function as FunctionNode, Node } from '@babel/types'
import { getFunction, getReturned } from '../../src/javascript/calls.ts'
import { findForeignFunction } from '../../src/javascript/exports.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, getText, getTree, type NodeOf, unwrap, walk } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type Expression, type Piece, type Place, toPieces } from './pieces.ts'

type Call = NodeOf<'CallExpression'>

/** A keyed hash that a file computes, itself or by a helper of its own or of another file. */
export interface Digest {
  /** The expression whose value it is, in the file itself. */
  readonly node: Node
  /** As it is written, in lower case without dashes: `sha256`. */
  readonly algorithm: string
  readonly encoding: string | undefined
  readonly key: Expression | undefined
  readonly data: readonly Piece[]
  /** The helpers it goes through. */
  readonly helpers: readonly FunctionNode[]
}

const MAX_DEPTH = 4

/** Every HMAC of a file, by `createHmac`, by Web Crypto, or through helpers; those inside such helpers are left out. */
export const findDigests: (file: SourceFile) => readonly Digest[] = oncePerFile((file) => {
  const tree = getTree(file)
  const place: Place = { tree }
  const all = tree.getNodes('CallExpression').flatMap((call): readonly Digest[] => {
    const found = readDigest(call, place, { file, depth: MAX_DEPTH })
    return found === undefined ? [] : [{ ...found, node: call }]
  })
  const helpers = new Set(all.flatMap((digest) => digest.helpers))
  const isWithin = (inner: Node, outer: Node): boolean =>
    (inner.start ?? 0) >= (outer.start ?? 0) && (inner.end ?? 0) <= (outer.end ?? 0)
  return all.filter(
    ({ node }) =>
      ![...helpers].some((helper) => isWithin(node, helper)) &&
      !all.some((other) => other.node !== node && isWithin(node, other.node)),
  )
})

type Found = Omit<Digest, 'node'>
interface Search {
  readonly file: SourceFile
  readonly depth: number
}

function readDigest(outer: Node, place: Place, search: Search): Found | undefined {
  const node = unwrap(outer)
  if (node.type === 'Identifier') {
    const init = getInit(node, place)
    return init && readDigest(init, place, search)
  }
  if (node.type !== 'CallExpression' || search.depth === 0) return undefined
  return readHash(node, place) ?? readWebHash(node, place) ?? readHelper(node, place, search)
}

/** `createHmac(a, k).update(d).digest(e)`, also in steps, also with `.toString(e)`. */
function readHash(call: Call, place: Place): Found | undefined {
  const method = getMethod(call)
  if (method?.name === 'toString') {
    const inner = unwrap(method.object)
    const found = inner.type === 'CallExpression' ? readHash(inner, place) : undefined
    const encoding = getStringValue(call.arguments[0])
    return found && found.encoding === undefined && encoding !== undefined ? { ...found, encoding } : undefined
  }
  if (method?.name !== 'digest') return undefined
  const data: Node[] = []
  const made = followUpdates(method.object, place, data)
  if (made === undefined) return undefined
  const [algorithm, key] = made.arguments
  return {
    algorithm: toAlgorithm(getStringValue(algorithm)),
    encoding: getStringValue(call.arguments[0]),
    key: key && toKey(key, place),
    data: data.flatMap((one) => toPieces(one, place)),
    helpers: [],
  }
}

/** The call of `createHmac` a hash begins with; what it is fed is put into `data`, in order. */
function followUpdates(outer: Node, place: Place, data: Node[]): Call | undefined {
  const node = unwrap(outer)
  if (node.type === 'Identifier') {
    const binding = getScopes(place.tree).resolve(node)
    const init = getInit(node, place)
    const made = init && followUpdates(init, place, data)
    if (made === undefined || binding === undefined) return undefined
    return addUpdates(binding, place, data) ? made : undefined
  }
  if (node.type !== 'CallExpression') return undefined
  if (getCalleeName(node) === 'createHmac') return node
  const method = getMethod(node)
  const [given] = node.arguments
  if (method?.name !== 'update' || given === undefined) return undefined
  const made = followUpdates(method.object, place, data)
  data.push(given)
  return made
}

/** Adds what a hash in a constant is fed by statements of their own; `false` when something else is done with it. */
function addUpdates(binding: Binding, { tree }: Place, data: Node[]): boolean {
  let digests = 0
  for (const use of getScopes(tree).getReferences(binding)) {
    const member = tree.getParent(use)
    const call = member && tree.getParent(member)
    if (call?.type !== 'CallExpression' || call.callee !== member) return false
    const name = getMethod(call)?.name
    if (name === 'digest') digests += 1
    else if (name !== 'update' || call.arguments[0] === undefined) return false
    else data.push(call.arguments[0])
  }
  return digests === 1
}

/** Web Crypto: a function that writes bytes in base64 around `subtle.sign('HMAC', key, data)`. */
function readWebHash(call: Call, place: Place): Found | undefined {
  const encoding = getWebEncoding(call, place)
  const sign = encoding === undefined ? undefined : findInside(call, place, toSign)
  const [, key, data] = sign?.given ?? []
  if (encoding === undefined || sign === undefined || key === undefined || data === undefined) return undefined
  const imported = findInside(key, sign.place, toImport)
  return imported && { ...imported, encoding, data: toPieces(data, sign.place), helpers: [] }
}

function getWebEncoding(call: Call, { tree }: Place): string | undefined {
  const method = getMethod(call)
  if (method?.name === 'toString') return getStringValue(call.arguments[0])
  if (getCalleeName(call) === 'btoa') return 'base64'
  const local = getFunction(tree, unwrap(call.callee))
  const text = local === undefined ? '' : getText(tree, local)
  if (/subtle/.test(text)) return undefined
  return /\bbtoa\(|['"]base64['"]/.test(text) ? 'base64' : /['"]hex['"]|toString\(16\)/.test(text) ? 'hex' : undefined
}

interface Given {
  readonly given: readonly Node[]
  readonly place: Place
}

const toSign = (call: Call, place: Place): Given | undefined =>
  /subtle\.sign$/.test(getText(place.tree, call.callee)) ? { given: call.arguments, place } : undefined

/** `subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, …)`. */
function toImport(call: Call, place: Place): Pick<Found, 'algorithm' | 'key'> | undefined {
  if (!/subtle\.importKey$/.test(getText(place.tree, call.callee))) return undefined
  const [, secret, algorithm] = call.arguments
  if (secret === undefined || algorithm === undefined) return undefined
  const written = algorithm.type === 'Identifier' ? (getInit(algorithm, place) ?? algorithm) : algorithm
  const [name] = /SHA-?\d+/i.exec(getText(place.tree, written)) ?? []
  return { algorithm: toAlgorithm(name), key: toKey(secret, place) }
}

/** The first call inside an expression, through constants and local functions, that is what is looked for. */
function findInside<T>(
  outer: Node,
  place: Place,
  look: (call: Call, place: Place) => T | undefined,
  depth = MAX_DEPTH,
): T | undefined {
  if (depth === 0) return undefined
  for (const node of walk(outer)) {
    if (node.type === 'CallExpression') {
      const found = look(node, place)
      if (found !== undefined) return found
      const local = getFunction(place.tree, unwrap(node.callee))
      const inner = local && { tree: place.tree, entry: { function: local, given: node.arguments, from: place } }
      for (const value of local && inner ? getReturned(local) : []) {
        const deeper = inner && findInside(value, inner, look, depth - 1)
        if (deeper !== undefined) return deeper
      }
    }
    const init = node.type === 'Identifier' ? getInit(node, place) : undefined
    const found = init && findInside(init, place, look, depth - 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** `hmacBase64(token, data)`: a helper that gives back the hash of what it is given. */
function readHelper(call: Call, place: Place, search: Search): Found | undefined {
  const own = getFunction(place.tree, unwrap(call.callee))
  const located = own ? { file: search.file, function: own } : findForeignFunction(search.file, call.callee)
  if (located === undefined || (place.entry !== undefined && own === undefined)) return undefined
  const [value, ...more] = getReturned(located.function)
  if (value === undefined || more.length > 0) return undefined
  const tree = own ? place.tree : getTree(located.file)
  const inner = { tree, entry: { function: located.function, given: call.arguments, from: place } }
  const found = readDigest(value, inner, { file: located.file, depth: search.depth - 1 })
  return found && { ...found, helpers: [located.function, ...found.helpers] }
}

function toKey(node: Node, place: Place): Expression | undefined {
  const pieces = toPieces(node, place)
  const [only] = pieces
  return pieces.length === 1 && only !== undefined && typeof only !== 'string' ? only : undefined
}

const toAlgorithm = (name: string | undefined): string => name?.toLowerCase().replaceAll('-', '') ?? 'unknown'

function getInit(node: Node, { tree }: Place): Node | undefined {
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  return getScopes(tree).getAssignments(binding).length === 0
    ? (binding.origin.declarator.init ?? undefined)
    : undefined
}

function getMethod(call: Call): { readonly object: Node; readonly name: string | undefined } | undefined {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return undefined
  return { object: callee.object, name: getKeyName(callee.property, callee.computed) }
}

function getCalleeName(call: Call): string | undefined {
  const callee = unwrap(call.callee)
  return callee.type === 'Identifier' ? callee.name : getMethod(call)?.name
}
