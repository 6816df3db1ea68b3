import { getText, type Tree } from '../../src/javascript/tree.ts'
import type { Digest } from './digest.ts'
import type { Expression, Piece } from './pieces.ts'
import { walkSources } from './sources.ts'
import type { Tracer } from './trace.ts'

const isExpression = (piece: Piece): piece is Expression => typeof piece !== 'string'

/** Why a check can never have passed for a genuine callback; `undefined` when it can. */
export function findFault(tree: Tree, { algorithm, encoding, data }: Digest, trace: Tracer): string | undefined {
  if (algorithm !== 'sha256' && algorithm !== 'unknown')
    return `it uses ${algorithm.toUpperCase()}, and V2 and V3 use SHA-256`
  if (encoding === 'hex') return 'its digest is in hex, and the signature is in base64'
  const nodes = data.filter(isExpression)
  const isNonce = ({ node, text }: Expression): boolean =>
    [...trace(node).reads].some(({ literal }) => literal.row.role === 'nonce') || /nonce/i.test(text ?? '')
  const places = nodes.map(isNonce)
  if (nodes.length === 0) return undefined
  if (!places.includes(true)) return 'the nonce is not part of what it hashes'
  if (nodes.length === 1) return 'the address is not part of what it hashes'
  if (!places[places.length - 1]) return 'the nonce comes last in what is signed, not before the rest'
  const texts = nodes
    .slice(0, -1)
    .filter(({ text }) => !/ur[il]|href/i.test(text ?? ''))
    .flatMap(({ node }) => [...walkSources(tree, node)].map((one) => getText(tree, one)))
  if (texts.some(isRaw)) return 'it hashes the body as it was sent, and the signature covers its decoded fields, sorted'
  if (texts.some(isEncoded)) return 'it hashes the fields in their encoded form, and the signature covers them decoded'
  return undefined
}

/** `req.rawBody`, `JSON.stringify(req.body)`, `await request.text()`. */
const isRaw = (text: string): boolean => /^(?:\w+\.)*raw_?body$|^JSON\.stringify\(|^\w+\.text\(\)$/i.test(text)

/** `new URLSearchParams(req.body).toString()`, `querystring.stringify(req.body)`, `encodeURIComponent(value)`. */
const isEncoded = (text: string): boolean =>
  /^new URLSearchParams\([^)]*\b(?:body|params|form)\b|^(?:querystring|qs)\.stringify\(|^encodeURIComponent\(/.test(
    text,
  )
