import { oncePerFile } from '../../src/language.ts'
import { getScopes, type Origin } from '../../src/python/scopes.ts'
import {
  findAround,
  getField,
  getPythonTree,
  getRange,
  is,
  isSame,
  isWithin,
  type PyNode,
  walk,
} from '../../src/python/tree.ts'
import { OTHER_SENDERS } from '../../src/signature-calls/hand-written.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { joinPieces, URL_NAME } from './address.ts'
import { type Comparison, findComparisons } from './comparison.ts'
import { isHmac } from './digest.ts'
import { findFault } from './faults.ts'
import { findHeaderLiterals, findHeaderReads } from './headers.ts'
import { findInjected } from './injected.ts'
import { findInputs } from './inputs.ts'
import { getText, isExpression, type Piece } from './pieces.ts'
import { createTracer, type Trace } from './trace.ts'
import type { HandWritten, KeptCheck } from './understood-check.ts'
import { findWhole } from './whole-check.ts'

/** Text that has to be in a file for a check to be written by hand in it. */
export const HASHES: RegExp = /\bhmac\b/

/** Every HMAC of a file that checks, or was meant to check, a signature of Plivo's. */
export const readHandWritten: (file: SourceFile) => readonly (HandWritten | KeptCheck)[] = oncePerFile((file) => {
  if (!/plivo/i.test(file.text) || !HASHES.test(file.text)) return []
  const comparisons = findComparisons(file)
  const checks = comparisons.flatMap((one) => (isOfPlivo(file, one.node) ? [readCheck(file, one, comparisons)] : []))
  const known = checks.map((one) => ('hmac' in one ? one.hmac : one.comparison.digest.hmac))
  const others = getPythonTree(file)
    .getNodes('call')
    .filter((call) => isHmac(call) && !known.some((one) => isSame(one, call)) && isOfPlivo(file, call))
    .filter((call) => !comparisons.some(({ digest }) => isSame(digest.hmac, call)))
    .filter((call) => /x[-_]plivo[-_]signature/i.test(getOwner(call)?.text() ?? ''))
  const reason = 'its digest is not compared with the signature in one place that can be followed'
  return [
    ...checks,
    ...others.map((hmac): KeptCheck => ({ hmac, code: 'signature-hand-written-kept', reason, isComputing: true })),
  ]
})

const getOwner = (node: PyNode): PyNode | undefined =>
  findAround(node, 'class_definition') ?? findAround(node, 'function_definition')

/** Whether the function, its class or its token names Plivo, or the code around reads Plivo's signature headers. */
function isOfPlivo(file: SourceFile, node: PyNode): boolean {
  const fn = findAround(node, 'function_definition')
  const owner = findAround(node, 'class_definition')
  const names = [fn, owner].map((one) => (one && getField(one, 'name')?.text()) ?? '')
  const around = fn?.text() ?? ''
  if (OTHER_SENDERS.test(names.join(' '))) return false
  if (/x[-_]hub[-_]signature|x[-_]twilio/i.test(around)) return false
  if (/plivo/i.test(names.join(' ')) || /plivo/i.test(around)) return true
  return /x[-_]plivo[-_]signature/i.test(file.text) && /nonce/i.test(around) && !OTHER_SENDERS.test(file.text)
}

function readCheck(file: SourceFile, comparison: Comparison, all: readonly Comparison[]): HandWritten | KeptCheck {
  const { digest } = comparison
  const trace = createTracer(file, {
    reads: findHeaderReads(file, findHeaderLiterals(file)),
    injected: findInjected(file),
  })
  const keep = (reason: string): KeptCheck => ({ hmac: digest.hmac, code: 'signature-hand-written-kept', reason })
  const signed = trace(comparison.signature)
  if (getRows(signed).some(({ scheme }) => scheme === 'v1')) return keep('V1 has no counterpart at Vobiz')
  const fault = findFault(file, digest, trace)
  if (fault !== undefined) return { hmac: digest.hmac, code: 'signature-never-matched', reason: fault }
  const isShared = all.filter((one) => isSame(one.digest.hmac, digest.hmac)).length > 1
  if (isShared && digest.functions.length === 0) return keep('its digest is compared in more than one place')
  if (digest.algorithm !== 'sha256') return keep('what it hashes with cannot be told')
  const nonce = digest.data.at(-1)
  if (nonce === undefined || !isExpression(nonce) || digest.key === undefined)
    return keep('the token or the nonce cannot be followed')
  const [nonceText, token] = [getText(nonce), getText(digest.key)]
  const signature = comparison.signature.text()
  if (nonceText === undefined || token === undefined)
    return keep('the token or the nonce has no name where it compares')
  if (!isHeader(trace(nonce.node), 'nonce', nonceText) || !isHeader(signed, 'signature', signature))
    return keep('the nonce and the signature cannot be told apart')
  const before = digest.data.slice(0, -1)
  const joint = before.at(-1)
  const scheme = typeof joint === 'string' && joint.endsWith('.') ? 'v3' : 'v2'
  const schemes = new Set([...getRows(signed), ...getRows(trace(nonce.node))].map((row) => row.scheme))
  if (schemes.size > 0 && (schemes.size > 1 || !schemes.has(scheme)))
    return {
      hmac: digest.hmac,
      code: 'signature-never-matched',
      reason: `the text is put together as ${scheme.toUpperCase()} asks and the headers are of another version`,
    }
  const roles = scheme === 'v3' ? readV3(file, before, comparison) : readV2(file, before)
  if (typeof roles === 'string') return keep(roles)
  const texts = [nonceText, signature, token, roles.url, roles.method, roles.params]
  const moved = texts.find((text) => text !== undefined && !holdsStill(file, text, comparison))
  if (moved !== undefined) return keep(`${moved} is something else by the time the digest is compared`)
  const check = { comparison, scheme, nonce: nonceText, signature, token, ...roles } as const
  if (comparison.isInLoop && findWhole(file, check) === undefined)
    return keep('the signatures are tried in a loop that does something else besides')
  return check
}

const getRows = ({ reads, injected }: Trace) => [
  ...[...reads].map(({ literal }) => literal.row),
  ...[...injected].map(({ row }) => row),
]

const NAMES = { nonce: /nonce/i, signature: /sig|hmac|digest/i }

/** Whether a value is the header of a role and no other: by where it is read, or by its name where it comes in. */
function isHeader(traced: Trace, role: 'nonce' | 'signature', text: string): boolean {
  const rows = getRows(traced)
  return rows.length === 0 ? NAMES[role].test(text) : rows.every((row) => row.role === role)
}

interface Roles {
  readonly url: string
  readonly method: string | undefined
  readonly params: string | undefined
}

/** The address is everything before the nonce; the helper leaves its query out by itself. */
function readV2(file: SourceFile, before: readonly Piece[]): Roles | string {
  const url = joinPieces(file, before)
  if (url === undefined || !URL_NAME.test(url)) return 'the address cannot be followed'
  if (/\bnonce\b|\.(?:form|data|POST|body)\b/.test(url)) return 'the text has pieces that a V2 signature has not'
  return { url, method: undefined, params: undefined }
}

/** Address, parameters, a dot: told apart by where they come from. */
function readV3(file: SourceFile, before: readonly Piece[], { node }: Comparison): Roles | string {
  const texts = before.filter((piece): piece is string => typeof piece === 'string')
  if (texts.some((text) => /\w/.test(text) && !/^https?:\/\/[\w.:-]*$/.test(text)))
    return 'the text has pieces that the signature has not'
  const inputs = before.filter(isExpression).map((piece) => findInputs(file, piece))
  if (inputs.includes(undefined)) return 'it is made of something whose meaning cannot be told'
  const params = new Set(inputs.flatMap((one) => one?.params ?? []))
  const [only] = params
  if (only === undefined) return 'it leaves out the parameters of the callback, so only one without any ever matched'
  if (params.size > 1) return 'the parameters come from more than one place'
  const mark = before.findIndex((piece) => typeof piece === 'string' && piece.startsWith('?'))
  const plain = mark > 0 ? before.slice(0, mark) : []
  const isPlain =
    plain.length > 0 && plain.filter(isExpression).every((one) => findInputs(file, one)?.params.length === 0)
  const urls = new Set(inputs.flatMap((one) => one?.urls ?? []))
  const url = (isPlain ? joinPieces(file, plain) : undefined) ?? (urls.size === 1 ? [...urls][0] : undefined)
  if (url === undefined || !URL_NAME.test(url)) return 'the address cannot be followed'
  return { url, params: only, method: findMethod(node) }
}

/** `request.method`, or a parameter that is called so. */
function findMethod(comparison: PyNode): string | undefined {
  const fn = findAround(comparison, 'function_definition')
  const found = new Set<string>()
  for (const node of fn === undefined ? [] : walk(fn)) {
    if (is(node, 'attribute') && getField(node, 'attribute')?.text() === 'method') found.add(node.text())
    if (
      is(node, 'identifier') &&
      /^(?:http_)?method$/.test(node.text()) &&
      !is(node.parent(), 'attribute', 'keyword_argument')
    )
      found.add(node.text())
  }
  const [only] = found
  return found.size === 1 ? only : undefined
}

/** Whether every name of an expression means at the comparison what it meant when the digest was made. */
function holdsStill(file: SourceFile, text: string, { node, digest }: Comparison): boolean {
  const scopes = getScopes(file)
  const names = new Set(text.match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [])
  return [...names].every((name) => {
    const binding = scopes.lookup(name, node)
    if (binding === undefined || is(binding.scope, 'module', 'class_definition')) return true
    const last = isWithin(getRange(digest.hmac), getRange(findAround(node, 'function_definition') ?? node))
      ? getRange(digest.hmac).start
      : getRange(node).start
    return binding.origins.every((origin) => origin.kind === 'parameter' || getEnd(origin) <= last)
  })
}

const getEnd = (origin: Origin): number => {
  if (origin.kind === 'value' || origin.kind === 'with') return getRange(origin.value).end
  return origin.kind === 'other' ? Number.POSITIVE_INFINITY : 0
}
