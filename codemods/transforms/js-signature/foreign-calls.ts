import type { Function as FunctionNode, Node } from '@babel/types'
import { findForeignFunction } from '../../src/javascript/exports.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getTree, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type CheckedCall, checkCall, findGuards } from './check-call.ts'
import { findHeaderLiterals, findHeaderReads, type HeaderRead } from './headers.ts'
import { findReplacedChecks } from './recognise-check.ts'
import { createTracer, type Outside, type Tracer } from './trace.ts'
import { findUses } from './uses.ts'

/** A call of another file's wrapper around a check, whose headers are read here. */
export interface ForeignCall {
  readonly call: Node
  readonly reads: readonly HeaderRead[]
}

/** What the parameters of a wrapper are to the check inside it. */
interface Wrapper {
  readonly scheme: string
  readonly nonce: readonly Outside[]
  readonly signature: readonly Outside[]
}

/** Calls of wrappers in other files of the run; a call counts only when both headers are read here and belong to it. */
export function findForeignCalls(
  file: SourceFile,
  { tree, reads, trace }: { readonly tree: Tree; readonly reads: readonly HeaderRead[]; readonly trace: Tracer },
): readonly ForeignCall[] {
  if (file.project === undefined || reads.length === 0) return []
  return tree.getNodes('CallExpression').flatMap((call) => {
    if (!mayBeForeign(tree, call)) return []
    if (!call.arguments.some((argument) => handsHeaders(argument, trace))) return []
    const located = findForeignFunction(file, call.callee)
    const wrappers = located === undefined ? [] : (getWrappers(located.file).get(located.function) ?? [])
    for (const { scheme, nonce, signature } of wrappers) {
      const nonces = collect(call, { role: 'nonce', outside: nonce, scheme }, trace)
      const signatures = collect(call, { role: 'signature', outside: signature, scheme }, trace)
      if (nonces.length === 0 || signatures.length === 0) continue
      const traced = [...nonces, ...signatures]
      return [{ call, reads: [...new Set([...traced, ...findGuards(tree, { call, reads, traced, scheme })])] }]
    }
    return []
  })
}

/** Whether an argument is, or holds, a header that is read here: most calls of other files have nothing to do with it. */
function handsHeaders(argument: Node, trace: Tracer): boolean {
  if (argument.type !== 'ObjectExpression') return trace(argument).reads.size > 0
  return argument.properties.some((property) => {
    if (property.type === 'ObjectMethod') return false
    return handsHeaders(property.type === 'SpreadElement' ? property.argument : property.value, trace)
  })
}

/** Whether a callee comes in by an import or a `require`. */
function mayBeForeign(tree: Tree, { callee }: NodeOf<'CallExpression'>): boolean {
  const target = unwrap(callee)
  const name = target.type === 'MemberExpression' ? unwrap(target.object) : target
  const origin = name.type === 'Identifier' ? getScopes(tree).resolve(name)?.origin : undefined
  return (
    origin?.kind === 'import' ||
    (origin?.kind === 'variable' &&
      /require\s*\(/.test(tree.text.slice(origin.declarator.start ?? 0, origin.declarator.end ?? 0)))
  )
}

/** Header reads of one role that a call hands to the parameters that have it; none when another role is among them. */
function collect(
  call: NodeOf<'CallExpression'>,
  { role, outside, scheme }: { readonly role: string; readonly outside: readonly Outside[]; readonly scheme: string },
  trace: Tracer,
): readonly HeaderRead[] {
  const reads = outside.flatMap(({ index, path }) => {
    const argument = call.arguments[index]
    return argument === undefined ? [] : [...trace(argument, path).reads]
  })
  const isRight = reads.every(({ literal }) => literal.row.role === role)
  return isRight && reads.some(({ literal }) => literal.row.scheme === scheme) ? reads : []
}

/** The wrappers of a file: functions whose parameters become the nonce and the signature of a check that is rewritten. */
const getWrappers = oncePerFile((file): ReadonlyMap<FunctionNode, readonly Wrapper[]> => {
  const wrappers = new Map<FunctionNode, Wrapper[]>()
  const tree = getTree(file)
  const reads = findHeaderReads(tree, findHeaderLiterals(tree))
  const trace = createTracer(tree, reads)
  const { calls, cutOverCalls, finalCalls } = findUses(tree)
  for (const use of [...calls, ...cutOverCalls, ...finalCalls]) {
    const checked: CheckedCall = checkCall(use, { tree, reads, trace })
    if (!checked.ok) continue
    for (const node of new Set(checked.nonceFrom.map((outside) => outside.function))) {
      const own = (all: readonly Outside[]): readonly Outside[] => all.filter((outside) => outside.function === node)
      const wrapper = {
        scheme: use.helper.scheme,
        nonce: own(checked.nonceFrom),
        signature: own(checked.signatureFrom),
      }
      wrappers.set(node, [...(wrappers.get(node) ?? []), wrapper])
    }
  }
  for (const { function: node, scheme, nonce, signature } of findReplacedChecks(file))
    wrappers.set(node, [...(wrappers.get(node) ?? []), { scheme, nonce: [nonce], signature: [signature] }])
  return wrappers
})
