import type { Function as FunctionNode } from '@babel/types'
import { getFunctions } from '../../src/javascript/scopes.ts'
import { getText, getTree, type NodeOf, type Tree, walk } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { flatten, getHmac } from './hmac.ts'
import { findLastLoad } from './last-load.ts'
import { isOfPlivo } from './of-plivo.ts'
import { isPure } from './purity.ts'
import { classify, getUses, isMethodUse } from './slot-roles.ts'
import { type Slot, Slots } from './slots.ts'
import { isAnsweredByComparison } from './ways-out.ts'

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
  const needed = [roles.url, nonce.text, signature.text, getText(tree, hmac.key)]
  if (!URL_NAME.test(roles.url) || !isAnsweredByComparison(slots, { body, digest, needed })) return undefined
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

/** Checks of a file that are replaced as a whole; none when the helper could not be imported. */
export const findReplacedChecks = oncePerFile((file: SourceFile): readonly HandWrittenCheck[] => {
  const tree = getTree(file)
  const checks = findHandWrittenChecks(tree)
  return checks.length > 0 && findLastLoad(tree) !== undefined ? checks : []
})
