import { getQuote } from '../../src/python/quotes.ts'
import { getScopes } from '../../src/python/scopes.ts'
import {
  getArguments,
  getField,
  getNamedChildren,
  getStringValue,
  is,
  type PyNode,
  quoteLike,
  unwrap,
} from '../../src/python/tree.ts'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../../src/settings/counterparts.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** The expression that gives Vobiz's token where the author had Plivo's. */
export interface VobizToken {
  readonly text: string
  /** Whether it is written with the module `os` under the name `os`. */
  readonly needsOs: boolean
  /** What a person should look at, if anything. */
  readonly code: 'signature-token-source' | undefined
}

/**
 * Writes the read of Vobiz's token in the form the author reads Plivo's, in a constant of the file too, so that it
 * never raises: an unset token refuses. A token from elsewhere becomes a plain read of the environment.
 */
export function toVobizToken(file: SourceFile, token: PyNode): VobizToken {
  const read = findRead(file, token)
  if (read === undefined)
    return {
      text: `os.environ.get(${getQuote(file)}${VOBIZ_TOKEN}${getQuote(file)})`,
      needsOs: true,
      code: 'signature-token-source',
    }
  return { text: read, needsOs: /^os\./.test(read), code: undefined }
}

function findRead(file: SourceFile, outer: PyNode): string | undefined {
  const node = unwrap(outer)
  if (is(node, 'identifier')) {
    const origins = getScopes(file).resolve(node)?.origins ?? []
    const [origin] = origins
    const value =
      origins.length === 1 && origin?.kind === 'value' && origin.index === undefined ? origin.value : undefined
    return value === undefined || is(unwrap(value), 'identifier') ? undefined : renameRead(file, unwrap(value))
  }
  return renameRead(file, node)
}

/** `os.environ['X']`, `os.environ.get('X', '')`, `os.getenv('X')` and their forms without `os`, for the other name. */
function renameRead(file: SourceFile, node: PyNode): string | undefined {
  if (is(node, 'boolean_operator')) {
    const [left, right] = getNamedChildren(node)
    const isPlain = left !== undefined && getStringValue(right) === ''
    const read = isPlain ? renameRead(file, unwrap(left)) : undefined
    return read === undefined ? undefined : `${read} or ${right?.text()}`
  }
  if (is(node, 'subscript')) {
    const [object, key] = [getField(node, 'value'), getField(node, 'subscript')]
    const name = toName(key)
    return object !== undefined && name !== undefined && isEnviron(file, object)
      ? `${object.text()}.get(${name})`
      : undefined
  }
  const callee = is(node, 'call') ? getField(node, 'function') : undefined
  if (callee === undefined || !readsEnvironment(file, callee)) return undefined
  const [key, preset, ...rest] = getArguments(node)
  const name = toName(key?.value)
  if (name === undefined || rest.length > 0) return undefined
  const isEmpty = preset !== undefined && (is(preset.value, 'none') || getStringValue(preset.value) === '')
  const suffix = isEmpty ? `, ${preset.name === undefined ? '' : `${preset.name}=`}${preset.value.text()}` : ''
  return `${callee.text()}(${name}${suffix})`
}

function toName(key: PyNode | undefined): string | undefined {
  const vobiz = COUNTERPARTS.get(getStringValue(key) ?? '')
  return key === undefined || vobiz === undefined ? undefined : quoteLike(key, vobiz)
}

const OS = 'os'

/** `os.environ`, or `environ` imported from it. */
function isEnviron(file: SourceFile, node: PyNode): boolean {
  return isOf(file, node, 'environ')
}

/** `os.environ.get`, `os.getenv`, or the function imported by name. */
function readsEnvironment(file: SourceFile, callee: PyNode): boolean {
  if (isOf(file, callee, 'getenv')) return true
  const object = is(callee, 'attribute') ? getField(callee, 'object') : undefined
  return object !== undefined && getField(callee, 'attribute')?.text() === 'get' && isEnviron(file, object)
}

function isOf(file: SourceFile, node: PyNode, name: string): boolean {
  if (is(node, 'attribute')) {
    const object = getField(node, 'object')
    const isOs = object !== undefined && is(object, 'identifier') && isImported(file, object, OS)
    return isOs && getField(node, 'attribute')?.text() === name
  }
  return is(node, 'identifier') && isImported(file, node, `${OS}.${name}`)
}

function isImported(file: SourceFile, node: PyNode, path: string): boolean {
  const [origin, ...rest] = getScopes(file).resolve(node)?.origins ?? []
  if (origin?.kind !== 'import' || rest.length > 0) return false
  const name = (getField(origin.item, 'name') ?? origin.item).text()
  const module = getField(origin.statement, 'module_name')?.text()
  return path === (module === undefined ? name : `${module}.${name}`)
}
