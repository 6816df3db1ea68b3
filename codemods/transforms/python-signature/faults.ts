import { walk } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Digest } from './digest.ts'
import { type Expression, getValue, isExpression } from './pieces.ts'
import type { Tracer } from './trace.ts'

/** Why a check can never have passed for a genuine callback; `undefined` when it can. */
export function findFault(file: SourceFile, { algorithm, encoding, data }: Digest, trace: Tracer): string | undefined {
  if (algorithm !== 'sha256' && /^(?:sha|md5)/.test(algorithm))
    return `it uses ${algorithm.toUpperCase()}, and V2 and V3 use SHA-256`
  if (encoding !== 'base64') return 'its digest is not in base64, as the signature is'
  const nodes = data.filter(isExpression)
  if (nodes.length === 0) return undefined
  const isNonce = ({ node }: Expression): boolean =>
    [...trace(node).reads].some(({ literal }) => literal.row.role === 'nonce') || /nonce/i.test(node.text())
  const places = nodes.map(isNonce)
  if (!places.includes(true)) return 'the nonce is not part of what it hashes'
  if (nodes.length === 1) return 'the address is not part of what it hashes'
  if (places.at(-1) !== true) return 'the nonce comes last in what is signed, not before the rest'
  const texts = nodes.slice(0, -1).flatMap((one) => getTexts(file, one))
  if (
    texts.some((text) =>
      /\.get_data\(|^json\.dumps\(|\.data$|^await \w+\.body\(\)$|^\w+\.body\(?\)?$|^raw_?body$/i.test(text),
    )
  )
    return 'it hashes the body as it was sent, and the signature covers its decoded fields, sorted'
  if (texts.some((text) => /^(?:[\w.]+\.)?urlencode\(/.test(text)))
    return 'it hashes the fields in their encoded form, and the signature covers them decoded'
  return undefined
}

/** An expression, its parts, and what the names in it stand for. */
function getTexts(_file: SourceFile, { node, place }: Expression): readonly string[] {
  return [...walk(node)].flatMap((one) => {
    const value = getValue(one, place)
    return [one.text(), ...(value === undefined ? [] : [value.node.text()])]
  })
}
