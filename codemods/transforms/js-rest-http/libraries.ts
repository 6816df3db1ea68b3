import type { Node } from '@babel/types'
import { getLoaded } from '../../src/javascript/loads.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'

/** How a library takes a request. */
export type Style = 'fetch' | 'axios' | 'got' | 'ky' | 'request' | 'superagent' | 'https' | 'undici'

const STYLES: ReadonlyMap<string, Style> = new Map([
  ['axios', 'axios'],
  ['cross-fetch', 'fetch'],
  ['got', 'got'],
  ['https', 'https'],
  ['isomorphic-fetch', 'fetch'],
  ['ky', 'ky'],
  ['node-fetch', 'fetch'],
  ['node:https', 'https'],
  ['request', 'request'],
  ['request-promise', 'request'],
  ['request-promise-native', 'request'],
  ['superagent', 'superagent'],
  ['undici', 'undici'],
])

/** Names that mean a library where nothing says what they are. */
const NAMES = /^(?:fetch|fetcher|nodeFetch|undiciFetch)$/

/** A callee of a library. */
export interface Callee {
  readonly style: Style
  /** `post` of `axios.post`; absent for the library itself. */
  readonly method: string | undefined
  /** The options of the instance it is called on, and the name that holds it. */
  readonly instance: { readonly options: NodeOf<'ObjectExpression'>; readonly binding: Binding } | undefined
}

/** What a call is a call of: `axios.post`, `got`, `api.get` of `const api = axios.create({ … })`. */
export function readCallee(tree: Tree, outer: Node): Callee | undefined {
  const callee = unwrap(outer)
  if (callee.type === 'Identifier') {
    const found = toStyle(tree, callee)
    if (found !== undefined) return toCallee(found, undefined)
    const instance = readInstance(tree, callee)
    return instance && { ...instance, method: undefined }
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined
  const method = getKeyName(callee.property, callee.computed)
  const { object } = callee
  if (/^(?:globalThis|window|global)$/.test(object.name))
    return method === 'fetch' ? { style: 'fetch', method: undefined, instance: undefined } : undefined
  const found = toStyle(tree, object)
  if (found !== undefined) return found.member === undefined ? toCallee(found, method) : undefined
  const instance = readInstance(tree, object)
  return instance && { ...instance, method }
}

interface Found {
  readonly style: Style
  /** The export that a name is: `request` of `import { request } from 'undici'`. */
  readonly member: string | undefined
}

/** undici has a `fetch` and a `request` that take the same. */
function toCallee({ style, member }: Found, method: string | undefined): Callee | undefined {
  const name = member ?? method
  if (style === 'undici')
    return name === 'fetch' || name === 'request'
      ? { style: 'fetch', method: undefined, instance: undefined }
      : undefined
  return { style, method: name, instance: undefined }
}

function toStyle(tree: Tree, name: NodeOf<'Identifier'>): Found | undefined {
  const binding = getScopes(tree).resolve(name)
  const origin = binding?.origin
  if (origin?.kind === 'import') {
    const style = STYLES.get(origin.declaration.source.value)
    const { specifier } = origin
    const member = specifier.type === 'ImportSpecifier' ? getKeyName(specifier.imported, false) : undefined
    if (style !== undefined)
      return { style, member: member === 'default' || isWhole(style, member) ? undefined : member }
  } else if (origin?.kind === 'variable' && origin.declarator.init) {
    const module = getLoaded(origin.declarator.init)
    const style = module === undefined ? undefined : STYLES.get(module)
    const member = binding?.path[0]
    if (style !== undefined)
      return { style, member: member === 'default' || isWhole(style, member) ? undefined : member }
  }
  if (NAMES.test(name.name)) return { style: 'fetch', member: undefined }
  const own = STYLES.get(name.name)
  return own !== undefined && (origin === undefined || origin.kind === 'other')
    ? { style: own, member: undefined }
    : undefined
}

/** `import { got } from 'got'` is the library itself. */
const isWhole = (style: Style, member: string | undefined): boolean => member === style

/** `axios.create(…)`, `got.extend(…)`, `ky.create(…)`, `request.defaults(…)` in a constant. */
function readInstance(tree: Tree, name: NodeOf<'Identifier'>): Omit<Callee, 'method'> | undefined {
  const binding = getScopes(tree).resolve(name)
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return undefined
  const init = binding.origin.declarator.init && unwrap(binding.origin.declarator.init)
  if (init?.type !== 'CallExpression' || getScopes(tree).getAssignments(binding).length > 0) return undefined
  const maker = unwrap(init.callee)
  if (maker.type !== 'MemberExpression' || maker.object.type !== 'Identifier') return undefined
  const found = toStyle(tree, maker.object)
  const [options, ...more] = init.arguments
  const isMaker = /^(?:create|extend|defaults)$/.test(getKeyName(maker.property, maker.computed) ?? '')
  if (found === undefined || !isMaker || options?.type !== 'ObjectExpression' || more.length > 0) return undefined
  return { style: found.style, instance: { options, binding } }
}
