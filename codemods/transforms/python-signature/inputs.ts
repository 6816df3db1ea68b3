import { getScopes } from '../../src/python/scopes.ts'
import { getArguments, getField, getNamedChildren, is, type PyNode, unwrap, walk } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { type Expression, getText, getValue, type Place } from './pieces.ts'

/** What a piece of a signed text is made of, as it reads where the check stands. */
export interface Inputs {
  readonly urls: readonly string[]
  readonly params: readonly string[]
}

const URL_NAME = /ur[il]|href|address/i
const PARAMS = /param|form|post|fields|data|body|payload|values/i
/** Names that only compute. */
const COMPUTE =
  /^(?:sorted|str|dict|list|tuple|len|map|zip|enumerate|isinstance|bytes|int|float|bool|set|reversed|urlparse|urlsplit|urlunparse|urlunsplit|parse_qs|parse_qsl|unquote|unquote_plus|urllib|parse|lambda|None|True|False|any|all)$/

/** The address and the parameters that a piece is made of; `undefined` when it is made of anything else too. */
export function findInputs(file: SourceFile, { node, place }: Expression): Inputs | undefined {
  const urls = new Set<string>()
  const params = new Set<string>()
  const seen = new Set<number>()
  let isKnown = true
  const follow = (outer: PyNode, at: Place): void => {
    const one = unwrap(outer)
    if (seen.has(one.id())) return
    seen.add(one.id())
    if (is(one, 'identifier', 'attribute')) followName(one, at)
    else if (is(one, 'call')) followCall(one, at)
    else for (const child of getNamedChildren(one)) follow(child, at)
  }
  const take = (one: PyNode, at: Place): boolean => {
    const last = is(one, 'attribute') ? (getField(one, 'attribute')?.text() ?? '') : one.text()
    const role = PARAMS.test(last) ? params : URL_NAME.test(last) ? urls : undefined
    const text = role === undefined ? undefined : getText({ node: one, place: at })
    if (role === undefined || text === undefined) return false
    role.add(text)
    return true
  }
  const followName = (one: PyNode, at: Place): void => {
    if (COMPUTE.test(one.text())) return
    const value = getValue(one, at)
    if (value !== undefined && value.place !== at) {
      follow(value.node, value.place)
      return
    }
    const loop = findLoops(file, one)
    if (loop.length > 0) {
      for (const iterated of loop) follow(iterated, at)
      return
    }
    const built = value === undefined ? findBuilt(file, one) : isBuilt(value.node) ? [value.node] : []
    if (built.length > 0) {
      for (const part of built) follow(part, at)
      return
    }
    if (take(one, at)) return
    if (value !== undefined) follow(value.node, at)
    else if (is(one, 'attribute')) {
      const object = getField(one, 'object')
      if (object !== undefined && is(unwrap(object), 'call', 'identifier', 'attribute')) follow(object, at)
      else isKnown = false
    } else if (!isOfModule(file, one)) isKnown = false
  }
  const followCall = (call: PyNode, at: Place): void => {
    const callee = getField(call, 'function')
    const object = callee && is(callee, 'attribute') ? getField(callee, 'object') : undefined
    const isOwn = object !== undefined && /^(?:self|cls)$/.test(object.text())
    if (object !== undefined && !isOwn && !isOfModule(file, object)) follow(object, at)
    for (const { value } of getArguments(call)) if (!is(value, 'lambda', 'string')) follow(value, at)
  }
  follow(node, place)
  return isKnown ? { urls: [...urls], params: [...params] } : undefined
}

/** Modules, classes and functions: names that hold no input. */
function isOfModule(file: SourceFile, node: PyNode): boolean {
  if (!is(node, 'identifier')) return false
  const binding = getScopes(file).resolve(node)
  return (
    binding === undefined ||
    binding.origins.every(({ kind }) => kind === 'import' || kind === 'class' || kind === 'function')
  )
}

/** What a loop or comprehension goes through to give a name its values. */
function findLoops(file: SourceFile, name: PyNode): readonly PyNode[] {
  const binding = is(name, 'identifier') ? getScopes(file).resolve(name) : undefined
  if (binding === undefined || !binding.origins.some(({ kind }) => kind === 'other')) return []
  return [...walk(binding.scope)].flatMap((one) => {
    if (!is(one, 'for_statement', 'for_in_clause')) return []
    const [left, right] = [getField(one, 'left'), getField(one, 'right')]
    const isBound = left !== undefined && [...walk(left)].some((inner) => inner.text() === name.text())
    return isBound && right !== undefined ? [right] : []
  })
}

/** A text that is put together: never the parameters themselves. */
const isBuilt = (node: PyNode): boolean =>
  is(unwrap(node), 'string', 'concatenated_string', 'binary_operator') ||
  /\.(?:join|format)\($/.test(getHead(unwrap(node)))

const getHead = (node: PyNode): string => (is(node, 'call') ? `${getField(node, 'function')?.text()}(` : '')

/** What a text is made of that begins as one and grows. */
function findBuilt(file: SourceFile, name: PyNode): readonly PyNode[] {
  const binding = is(name, 'identifier') ? getScopes(file).resolve(name) : undefined
  const values = (binding?.origins ?? []).flatMap((origin) => (origin.kind === 'value' ? [origin.value] : []))
  if (binding === undefined || !values.some(isBuilt)) return []
  const added = [...walk(binding.scope)].flatMap((one) => {
    const right = is(one, 'augmented_assignment') ? getField(one, 'right') : undefined
    return right !== undefined && getField(one, 'left')?.text() === binding.name ? [right] : []
  })
  return [...values, ...added]
}
