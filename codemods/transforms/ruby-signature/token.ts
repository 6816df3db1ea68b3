import { getField, is, type Node } from '../../src/grammar/tree.ts'
import { getOrigins } from '../../src/ruby/names.ts'
import {
  getArguments,
  getMethodName,
  getNamedChildren,
  getStringValue,
  quoteLike,
  unwrap,
} from '../../src/ruby/tree.ts'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../../src/settings/counterparts.ts'
import type { VobizToken } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'

/**
 * Writes the read of Vobiz's token as the author reads Plivo's, in a constant or setting of the file too, so that it
 * never raises: an unset token refuses. A token from elsewhere becomes a plain read of the environment.
 */
export function toVobizToken(file: SourceFile, token: Node): VobizToken {
  const read = findRead(file, token, new Set())
  if (read !== undefined) return { text: read }
  const before = file.text.slice(0, token.range().end.index)
  const quote = before.lastIndexOf('"') > before.lastIndexOf("'") ? '"' : "'"
  return { text: `ENV[${quote}${VOBIZ_TOKEN}${quote}]`, code: 'signature-token-source' }
}

function findRead(file: SourceFile, outer: Node, seen: Set<number>): string | undefined {
  const node = unwrap(outer)
  if (seen.has(node.id())) return undefined
  seen.add(node.id())
  const object = getField(node, is(node, 'call') ? 'receiver' : 'object')
  if (is(node, 'element_reference') && object?.text() === 'ENV') return toEnv(getNamedChildren(node)[1])
  if (is(node, 'call') && object?.text() === 'ENV' && getMethodName(node) === 'fetch')
    return toEnv(getArguments(node)[0])
  if (is(node, 'call') && object !== undefined && getArguments(node).length === 0) {
    const read = /^(?:to_s|to_str|dup|freeze|presence|strip)$/.test(getMethodName(node) ?? '')
      ? findRead(file, object, seen)
      : undefined
    if (read !== undefined) return getMethodName(node) === 'to_s' ? `${read}.to_s` : read
  }
  if (is(node, 'binary') && /^(?:\|\||or)$/.test(getField(node, 'operator')?.text() ?? '')) {
    const [left, right] = [getField(node, 'left'), getField(node, 'right')]
    const isEmpty = is(right, 'nil') || getStringValue(right) === ''
    return isEmpty && left !== undefined ? findRead(file, left, seen) : undefined
  }
  const origins = getOrigins(file, node)
  const [only, ...more] = origins?.values ?? []
  return only === undefined || more.length > 0 || origins?.isOpen === true ? undefined : findRead(file, only, seen)
}

function toEnv(key: Node | undefined): string | undefined {
  const vobiz = COUNTERPARTS.get(getStringValue(key) ?? '')
  return key === undefined || vobiz === undefined ? undefined : `ENV[${quoteLike(key, vobiz)}]`
}

/** Both tokens as the helper takes them. */
export const pairTokens = (plivo: string, vobiz: string): string => `{ plivo: ${plivo}, vobiz: ${vobiz} }`

/** Vobiz's token of both; `undefined` for another expression, `null` where there is none. */
export function findPairedToken(node: Node): Node | null | undefined {
  if (!is(node, 'hash')) return undefined
  const pair = getNamedChildren(node).find((one) => getField(one, 'key')?.text() === 'vobiz')
  return (pair && getField(pair, 'value')) ?? null
}
