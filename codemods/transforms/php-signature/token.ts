import { getField, is, type Node } from '../../src/grammar/tree.ts'
import { getOrigins } from '../../src/php/names.ts'
import {
  getArguments,
  getCallName,
  getNamedChildren,
  getStringValue,
  getSubscript,
  quoteLike,
  unwrap,
} from '../../src/php/tree.ts'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../../src/settings/counterparts.ts'
import type { VobizToken } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'

/**
 * Writes the read of Vobiz's token as the author reads Plivo's, in a constant or property of the file too, so that it
 * never raises: an unset token refuses. A token from elsewhere becomes a plain read of the environment.
 */
export function toVobizToken(file: SourceFile, token: Node): VobizToken {
  const read = findRead(file, token, new Set())
  if (read !== undefined) return { text: read }
  const before = file.text.slice(0, token.range().end.index)
  const quote = before.lastIndexOf('"') > before.lastIndexOf("'") ? '"' : "'"
  return { text: `getenv(${quote}${VOBIZ_TOKEN}${quote})`, code: 'signature-token-source' }
}

function findRead(file: SourceFile, outer: Node, seen: Set<number>): string | undefined {
  const node = unwrap(outer)
  if (seen.has(node.id())) return undefined
  seen.add(node.id())
  const subscript = getSubscript(node)
  if (subscript !== undefined) {
    const name = /^\$_(?:ENV|SERVER)$/.test(subscript.object.text()) ? toName(subscript.index) : undefined
    return name === undefined ? undefined : `${subscript.object.text()}[${name}] ?? null`
  }
  if (is(node, 'function_call_expression') && /^(?:getenv|env)$/i.test(getCallName(node))) {
    const name = toName(getArguments(node)[0]?.value)
    return name === undefined ? undefined : `${getCallName(node)}(${name})`
  }
  const isFallback = is(node, 'binary_expression') && getField(node, 'operator')?.text() === '??'
  if (isFallback || (is(node, 'conditional_expression') && getField(node, 'body') === undefined)) {
    const [left, right] = [
      getField(node, 'left') ?? getField(node, 'condition'),
      getField(node, 'right') ?? getField(node, 'alternative'),
    ]
    const isEmpty = is(right, 'null') || getStringValue(right) === ''
    return isEmpty && left !== undefined ? findRead(file, left, seen) : undefined
  }
  const origins = getOrigins(file, node)
  const [only, ...more] = origins?.values ?? []
  return only === undefined || more.length > 0 || origins?.isOpen === true ? undefined : findRead(file, only, seen)
}

function toName(key: Node | undefined): string | undefined {
  const vobiz = COUNTERPARTS.get(getStringValue(key) ?? '')
  return key === undefined || vobiz === undefined ? undefined : quoteLike(key, vobiz)
}

/** Both tokens as the helper takes them. */
export const pairTokens = (plivo: string, vobiz: string): string => `['plivo' => ${plivo}, 'vobiz' => ${vobiz}]`

/** Vobiz's token of both; `undefined` for another expression, `null` where there is none. */
export function findPairedToken(node: Node): Node | null | undefined {
  if (!is(node, 'array_creation_expression')) return undefined
  const items = getNamedChildren(node).map(getNamedChildren)
  return items.find(([key]) => getStringValue(key) === 'vobiz')?.[1] ?? null
}
