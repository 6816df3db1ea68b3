import type { Node } from '@babel/types'
import { getFunctions, getScopes, isUse } from '../../src/javascript/scopes.ts'
import {
  findAround,
  getKeyName,
  getQuote,
  getRange,
  getText,
  getTree,
  isWithin,
  type Tree,
  unwrap,
  walk,
} from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type Comparison, findComparison } from './comparison.ts'
import { type Digest, findDigests } from './digest.ts'
import { findFault } from './faults.ts'
import { findHeaderLiterals, findHeaderReads } from './headers.ts'
import { isOfPlivo } from './of-plivo.ts'
import { type Expression, getWithoutQuery, type Piece } from './pieces.ts'
import { walkSources } from './sources.ts'
import { createTracer, type Trace, type Tracer } from './trace.ts'

/** A check written into a middleware or a function that also does something else: the comparison alone is replaced. */
export interface InlineCheck {
  readonly digest: Digest
  readonly comparison: Comparison
  readonly scheme: 'v2' | 'v3'
  readonly url: string
  readonly nonce: string
  readonly signature: string
  readonly token: string
  readonly method: string | undefined
  readonly params: string | undefined
}

/** A check that is left to a person, and what stands in the way. */
export interface KeptCheck {
  readonly digest: Digest
  readonly code: 'signature-never-matched' | 'signature-hand-written-kept'
  readonly reason: string
}

/** Every HMAC of a file that checks, or was meant to check, a signature of Plivo's. */
export const readInlineChecks: (file: SourceFile) => readonly (InlineCheck | KeptCheck)[] = oncePerFile((file) => {
  if (!/plivo/i.test(file.text) || !/hmac|subtle/i.test(file.text)) return []
  const tree = getTree(file)
  const trace = createTracer(tree, findHeaderReads(tree, findHeaderLiterals(tree)))
  return findDigests(file).flatMap((digest) => readCheck(tree, digest, trace) ?? [])
})

function readCheck(tree: Tree, digest: Digest, trace: Tracer): InlineCheck | KeptCheck | undefined {
  const around = getFunctions(tree)
    .filter((one) => isWithin(digest.node, one))
    .sort((a, b) => size(a) - size(b))
  const [closest] = around
  const comparison = findComparison(tree, digest.node)
  const signed = comparison && trace(comparison.signature)
  const isNamed = closest !== undefined && digest.key !== undefined && isOfPlivo(tree, closest, digest.key.text ?? '')
  if ((signed?.reads.size ?? 0) === 0 && !isNamed) return undefined
  if (
    signed !== undefined &&
    signed.reads.size > 0 &&
    [...signed.reads].every(({ literal }) => literal.row.scheme === 'v1')
  )
    return undefined
  const fault = findFault(tree, digest, trace)
  if (fault !== undefined) return { digest, code: 'signature-never-matched', reason: fault }
  const keep = (reason: string): KeptCheck => ({ digest, code: 'signature-hand-written-kept', reason })
  if (comparison === undefined || signed === undefined)
    return keep('the digest is not compared with the signature in one place that can be followed')
  if (digest.key?.text === undefined) return keep('the token cannot be followed')
  const nonce = digest.data.at(-1)
  if (nonce === undefined || typeof nonce === 'string' || nonce.text === undefined)
    return keep('the nonce cannot be followed')
  const signature = getText(tree, comparison.signature)
  if (!isHeader(trace(nonce.node), 'nonce', nonce.text) || !isHeader(signed, 'signature', signature))
    return keep('the nonce and the signature cannot be told apart')
  const before = digest.data.slice(0, -1)
  const joint = before.at(-1)
  const isV3 = typeof joint === 'string' && joint.endsWith('.')
  const scheme = isV3 ? 'v3' : 'v2'
  const schemes = new Set([...signed.reads, ...trace(nonce.node).reads].map(({ literal }) => literal.row.scheme))
  if (schemes.size > 1 || (schemes.size === 1 && !schemes.has(scheme)))
    return {
      digest,
      code: 'signature-never-matched',
      reason: `the text is put together as ${scheme.toUpperCase()} asks and the headers are of another version`,
    }
  const roles = isV3 ? readV3(tree, before, { closest, at: comparison.node }) : readV2(tree, before)
  if (typeof roles === 'string') return keep(roles)
  return { digest, comparison, scheme, nonce: nonce.text, signature, token: digest.key.text, ...roles }
}

const size = (node: Node): number => getRange(node).end - getRange(node).start

const NAMES = { nonce: /nonce/i, signature: /sig|hmac|digest/i }

/** Whether a value is the header of a role and no other: by where it is read, or by its name where it comes in. */
function isHeader({ reads }: Trace, role: 'nonce' | 'signature', text: string): boolean {
  if (reads.size === 0) return NAMES[role].test(text)
  return [...reads].every(({ literal }) => literal.row.role === role)
}

interface Roles {
  readonly url: string
  readonly method: string | undefined
  readonly params: string | undefined
}

const URL_NAME = /ur[il]|href|address|host|origin|base|path/i
const PARAMS = /(?:^|\.)(?:body|form|fields|params|payload|query)$/i

/** The address is everything before the nonce; the helper leaves its query out by itself. */
function readV2(tree: Tree, before: readonly Piece[]): Roles | string {
  const [only, ...more] = before
  const whole =
    only === undefined || typeof only === 'string' || more.length > 0 ? undefined : getWithoutQuery(only.node)
  const url = whole === undefined ? join(tree, before) : getText(tree, whole)
  if (url === undefined || !URL_NAME.test(url)) return 'the address cannot be followed'
  return { url, method: undefined, params: undefined }
}

/** The pieces of an address as one expression. */
function join(tree: Tree, pieces: readonly Piece[]): string | undefined {
  const quote = getQuote(tree)
  const texts = pieces.map((piece) => (typeof piece === 'string' ? `${quote}${piece}${quote}` : piece.text))
  const isPlain = pieces.every((piece) => typeof piece !== 'string' || !/['"\\\n]/.test(piece))
  return texts.length === 0 || texts.includes(undefined) || !isPlain ? undefined : texts.join(' + ')
}

/** Address, parameters, a dot: told apart by what is done with them. */
function readV3(
  tree: Tree,
  before: readonly Piece[],
  { closest, at }: { readonly closest: Node | undefined; readonly at: Node },
): Roles | string {
  const nodes = before.filter((piece): piece is Expression => typeof piece !== 'string')
  if (before.some((piece) => typeof piece === 'string' && !/^[?.]{1,2}$/.test(piece) && !/^https?:\/\//.test(piece)))
    return 'the text has pieces that the signature has not'
  const inputs = nodes.map((piece) => ({ piece, params: findParams(tree, piece.node) }))
  const params = [...new Set(inputs.flatMap((one) => one.params.map((node) => getText(tree, node))))]
  const [only] = params
  if (only === undefined) return 'it leaves out the parameters of the callback, so only one without any ever matched'
  if (params.length > 1) return 'the parameters come from more than one place'
  if (!inputs.every((one) => one.params.every((node) => meansTheSame(tree, node, at))))
    return 'the parameters are named in another function than the one that compares'
  const plain = inputs.filter((one) => one.params.length === 0).map(({ piece }) => piece)
  const first = before.findIndex((piece) => typeof piece !== 'string' && !plain.includes(piece))
  const texts = before.slice(0, first).filter((piece) => piece !== '?')
  const url = texts.length > 0 ? join(tree, texts) : findUrl(tree, inputs[0]?.piece.node, at)
  if (url === undefined || !URL_NAME.test(url)) return 'the address cannot be followed'
  return {
    url,
    params: only,
    method: (closest && findMethod(tree, closest)) ?? `${getQuote(tree)}POST${getQuote(tree)}`,
  }
}

/** `req.body` of `Object.keys(req.body)`, through the constants and assignments a text is made of. */
function findParams(tree: Tree, start: Node): readonly Node[] {
  return [...walkSources(tree, start)].flatMap((node) => {
    if (node.type !== 'CallExpression' || !/^Object\.(?:keys|entries)$/.test(getText(tree, node.callee))) return []
    const [argument] = node.arguments
    const given = argument && unwrap(argument)
    const inner = given?.type === 'LogicalExpression' ? unwrap(given.left) : given
    return inner && (PARAMS.test(getText(tree, inner)) || inner.type === 'Identifier') ? [inner] : []
  })
}

/** Whether the names in an expression mean at another place what they mean where it stands. */
function meansTheSame(tree: Tree, node: Node, at: Node): boolean {
  const scopes = getScopes(tree)
  return [...walk(node)].every(
    (inner) =>
      inner.type !== 'Identifier' || !isUse(tree, inner) || scopes.resolve(inner) === scopes.lookup(inner.name, at),
  )
}

/** The name of an address among the sources of a text: a constant or an input called so. */
function findUrl(tree: Tree, start: Node | undefined, at: Node): string | undefined {
  const names = new Set<string>()
  for (const node of start === undefined ? [] : walkSources(tree, start)) {
    if (node.type !== 'Identifier' || !/^(?:ur[il]|\w+Ur[il]|href)$/i.test(node.name)) continue
    const binding = getScopes(tree).resolve(node)
    const isKept = binding !== undefined && getScopes(tree).getAssignments(binding).length === 0
    if (isKept && binding === getScopes(tree).lookup(node.name, at)) names.add(node.name)
  }
  const [only] = names
  return names.size === 1 ? only : undefined
}

function findMethod(tree: Tree, around: Node): string | undefined {
  const found = new Set<string>()
  for (const node of walk(around))
    if (node.type === 'MemberExpression' && getKeyName(node.property, node.computed) === 'method')
      found.add(getText(tree, node))
    else if (node.type === 'Identifier' && node.name === 'method') {
      const parent = findAround(tree, node, ['MemberExpression'])
      if (parent === undefined || parent.property !== node) found.add('method')
    }
  const [only] = found
  return found.size === 1 ? only : undefined
}
