import { getScopes } from '../../src/python/scopes.ts'
import {
  getArguments,
  getField,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  unwrap,
} from '../../src/python/tree.ts'
import { type Expression, enter, getValue, isExpression, type Piece, type Place, toPieces } from './pieces.ts'

/** A keyed hash that a value is, through names, encoders and functions of the file. */
export interface Digest {
  /** The call that makes it. */
  readonly hmac: PyNode
  /** As it is written, in lower case without dashes: `sha256`. */
  readonly algorithm: string
  readonly encoding: 'bytes' | 'hex' | 'base64'
  readonly key: Expression | undefined
  readonly data: readonly Piece[]
  /** The functions it goes through. */
  readonly functions: readonly PyNode[]
}

/** The HMAC that an expression is; `undefined` for anything else. */
export function readDigest(outer: PyNode, place: Place): Digest | undefined {
  const node = unwrap(outer)
  if (is(node, 'identifier')) {
    const value = getValue(node, place)
    return value && readDigest(value.node, value.place)
  }
  if (!is(node, 'call')) return undefined
  return readHash(node, place) ?? readEncoded(node, place) ?? readFunction(node, place)
}

const ENCODERS = /^(?:base64\.)?(?:b64encode|standard_b64encode|encodebytes)$|^(?:binascii\.)?b2a_base64$/

/** `base64.b64encode(x)`, and forms that only turn bytes into a text or back. */
function readEncoded(call: PyNode, place: Place): Digest | undefined {
  const callee = getField(call, 'function')
  const [first] = getArguments(call)
  if (callee === undefined) return undefined
  if (ENCODERS.test(callee.text()) && first !== undefined) {
    const inner = readDigest(first.value, place)
    return inner?.encoding === 'bytes' ? { ...inner, encoding: 'base64' } : undefined
  }
  if (/^(?:str|bytes)$/.test(callee.text()) && first !== undefined) return readDigest(first.value, place)
  const object = is(callee, 'attribute') ? getField(callee, 'object') : undefined
  const isPlain = /^(?:decode|encode|r?strip)$/.test(getField(callee, 'attribute')?.text() ?? '')
  return object !== undefined && isPlain ? readDigest(object, place) : undefined
}

/** `hmac.new(key, data, hashlib.sha256).digest()`, in steps too, and `hmac.digest(key, data, 'sha256')`. */
function readHash(call: PyNode, place: Place): Digest | undefined {
  const callee = getField(call, 'function')
  if (callee === undefined || !is(callee, 'attribute')) return undefined
  const [object, name] = [getField(callee, 'object'), getField(callee, 'attribute')?.text()]
  if (object === undefined) return undefined
  if (isHmac(call) && name === 'digest') return toDigest(call, 'bytes', place)
  if (name !== 'digest' && name !== 'hexdigest') return undefined
  const encoding = name === 'digest' ? 'bytes' : 'hex'
  const made = unwrap(object)
  if (isHmac(made)) return toDigest(made, encoding, place)
  const value = getValue(made, place)
  const start = value && unwrap(value.node)
  if (value === undefined || start === undefined || !isHmac(start)) return undefined
  const updates = value.place === place ? findUpdates(made, place) : undefined
  return updates && toDigest(start, encoding, place, updates)
}

/** Whether a call makes an HMAC. */
export const isHmac = (node: PyNode): boolean =>
  is(node, 'call') && /(?:^|\.)hmac\.(?:new|digest)$/.test(getField(node, 'function')?.text() ?? '')

function toDigest(call: PyNode, encoding: Digest['encoding'], place: Place, updates: readonly PyNode[] = []): Digest {
  const given = getArguments(call)
  const get = (name: string, index: number): PyNode | undefined =>
    given.find((one) => one.name === name)?.value ??
    (given[index]?.name === undefined ? given[index]?.value : undefined)
  const [key, data, algorithm] = [get('key', 0), get('msg', 1), get('digestmod', 2) ?? get('digest', 2)]
  const fed = [...(data === undefined || is(data, 'none') ? [] : [data]), ...updates]
  const keys = key === undefined ? [] : toPieces(key, place)
  const [only] = keys
  return {
    hmac: call,
    encoding,
    algorithm: readAlgorithm(algorithm),
    key: keys.length === 1 && only !== undefined && isExpression(only) ? only : undefined,
    data: fed.flatMap((one) => toPieces(one, place)),
    functions: [],
  }
}

const readAlgorithm = (node: PyNode | undefined): string => {
  const written = node === undefined ? '' : (getStringValue(node) ?? node.text().split('.').at(-1) ?? '')
  return written.toLowerCase().replaceAll(/[-_]/g, '')
}

/** What an HMAC in a name is fed by statements of their own; `undefined` when something else is done with it. */
function findUpdates(name: PyNode, { file }: Place): readonly PyNode[] | undefined {
  const scopes = getScopes(file)
  const binding = scopes.resolve(name)
  const found: PyNode[] = []
  for (const use of binding === undefined ? [] : scopes.getReferences(binding)) {
    const member = use.parent()
    const call = member?.parent()
    const method = member && is(member, 'attribute') ? getField(member, 'attribute')?.text() : undefined
    const isCalled = is(call, 'call') && call && isSame(getField(call, 'function'), member)
    if (!isCalled || call === null || call === undefined) return undefined
    if (isSame(use, name)) continue
    const [data] = getArguments(call)
    if (method !== 'update' || data === undefined || getRange(use).start > getRange(name).start) return undefined
    found.push(data.value)
  }
  return found
}

/** A function of the file that gives back the hash of what it is given. */
function readFunction(call: PyNode, place: Place): Digest | undefined {
  const inner = enter(call, place)
  const found = inner && readDigest(inner.value, inner.place)
  const fn = inner?.place.entry?.function
  return found && fn && { ...found, functions: [fn, ...found.functions] }
}
